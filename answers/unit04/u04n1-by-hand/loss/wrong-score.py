# The logarithm of the score.
# fails: loss-test
loss = -math.log(2.0)
