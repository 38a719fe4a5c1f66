def table(r=None, r2=None, S=None, L=None):
    """Every column from those before it, or as it is given."""
    r = y - t if r is None else np.asarray(r)
    r2 = r**2 if r2 is None else np.asarray(r2)
    S = r2.sum() if S is None else S
    L = S / len(y) if L is None else L
    return {"r": r.round(4).tolist(), "r2": r2.round(4).tolist(), "S": round(float(S), 4), "L": round(float(L), 4)}
