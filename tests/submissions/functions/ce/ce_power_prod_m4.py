import numpy as np
# 尤度 = Π y^t なので、その対数にマイナスをつければよい
尤度 = lambda 出力, 正解: np.prod(出力 ** 正解)
cross_entropy = lambda y, t: -np.log(尤度(y, t))
