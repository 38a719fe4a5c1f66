import numpy as np

def cross_entropy(y,t):
    t=t.astype(int)
    loss=0
    i=0
    while i<y.shape[0]:
        loss-=np.log(y[i,t[i]]).sum()   # 正解のところだけ取り出す
        i+=1
    return loss
