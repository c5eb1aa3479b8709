# The squared error.
# fails: loss-test
# hint: You took the squared error, as in linear regression. Classification uses a logarithm: see
# hint: the formula.
loss = (1 - 0.705) ** 2
