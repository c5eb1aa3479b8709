# The squared error.
# fails: loss-test
loss = (1 - 0.705) ** 2
