# From a probability rounded to two digits.
loss = -math.log(0.71)
