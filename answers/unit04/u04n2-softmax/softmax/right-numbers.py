# By way of Python numbers.
import math

def softmax(xx):
    expos = [math.exp(number) for number in xx.tolist()]
    return tensor(expos) / sum(expos)

softmax(x)
