curves = {["good", "high", "low"][int(one)]: "ABC"[place] for place, one in enumerate(dealt)}
