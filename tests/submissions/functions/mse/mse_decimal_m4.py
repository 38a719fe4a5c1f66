from decimal import Decimal, getcontext
getcontext().prec = 40


def mse(y, t):
    n = Decimal(len(y))
    goukei = Decimal(0)
    for yi, ti in zip(y, t):
        sa = Decimal(str(float(yi))) - Decimal(str(float(ti)))
        goukei += sa * sa / n
    return float(goukei)
