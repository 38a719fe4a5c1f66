def work(carried=None, **own):
    """Every blank from those before it, or as it is given: a value, or what makes one of the blanks before it.

    With ``carried`` decimals each is rounded before it is used.
    """
    a = {}

    def blank(name, value):
        given = own.get(name, value)
        value = np.array(given(a) if callable(given) else given)
        a[name] = value if carried is None else np.round(value, carried)

    blank("mu", [[w[2 * j] * x1 + w[2 * j + 1] * x2 + b[j] for j in range(4)] for x1, x2 in x])
    blank("h", np.maximum(a["mu"], 0))
    blank("mu5", [sum(w[8 + j] * row[j] for j in range(4)) + b[4] for row in a["h"]])
    blank("y", 1 / (1 + np.exp(-a["mu5"])))
    blank("L", sum((a["y"] - t) ** 2) / len(t))
    blank("dy", 2 * (a["y"] - t) / len(t))
    blank("delta5", a["dy"] * a["y"] * (1 - a["y"]))
    blank("dw_out", [sum(a["delta5"] * a["h"][:, j]) for j in range(4)])
    blank("db_out", sum(a["delta5"]))
    blank("dh", [[one * w[8 + j] for j in range(4)] for one in a["delta5"]])
    blank("delta", a["dh"] * (a["mu"] > 0))
    blank("dw_hidden", [sum(a["delta"][:, j] * x[:, k]) for j in range(4) for k in range(2)])
    blank("db_hidden", a["delta"].sum(axis=0))
    blank("new_w", w - lr * np.concatenate([a["dw_hidden"], a["dw_out"]]))
    return a


def rounded(values, digits=5):
    return {name: np.round(value, digits).tolist() for name, value in values.items()}
