# The standard normal distribution.
# fails: model-test
model = stats.norm()
