# 手計算の問題とまとめ
from losses import *
from network import backprop, forward

sse_value = 0.0
print(sse_value)
