# Another seed.
# fails: linear-numpy-init-test
# Initialize parameters
np.random.seed(0)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_features)
initial_bias = np.random.standard_normal()
