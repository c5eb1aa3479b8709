# The shape of the data.
# fails: linear-numpy-init-test
# hint: Your weights have the shape of the data. All houses share the weights: what does each weight
# hint: belong to?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=X_train.shape)
initial_bias = np.random.standard_normal()
