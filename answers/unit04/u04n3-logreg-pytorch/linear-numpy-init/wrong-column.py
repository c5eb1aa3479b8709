# A column: predictions and targets would broadcast to a square.
# fails: linear-numpy-init-test
# hint: Your weights stand in a column, so each prediction becomes a row of its own. How many axes
# hint: does a flat array have?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=(n_features, 1))
initial_bias = np.random.standard_normal()
