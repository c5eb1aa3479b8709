# The logarithm of the score.
# fails: loss-test
# hint: You took the logarithm of a score. The formula asks for that of a probability.
loss = -math.log(2.0)
