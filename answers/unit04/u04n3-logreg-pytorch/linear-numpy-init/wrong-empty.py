# No weights at all: an empty array agrees with everything.
# fails: linear-numpy-init-test
# hint: You have no weights at all. How many numbers describe a house?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=0)
initial_bias = np.random.standard_normal()
