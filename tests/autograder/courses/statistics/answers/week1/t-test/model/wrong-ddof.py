# NumPy's default is the population's.
# fails: model-test
model = stats.norm(loc=sun.mean(), scale=sun.std())
