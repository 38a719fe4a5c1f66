import numpy as np


def gd_step(w, grad, lr):
    w_next = np.array(w, dtype=float)
    for i, g in enumerate(grad):
        if g > 0:
            # 傾きがプラスなら右へ
            w_next[i] = w_next[i] + lr
        elif g < 0:
            # 傾きがマイナスなら左へ
            w_next[i] = w_next[i] - lr
        else:
            pass
    return w_next


if __name__ == "__main__":
    print(gd_step(np.array([1.2, -0.4]), np.array([3.1, -2.2]), 0.3))
