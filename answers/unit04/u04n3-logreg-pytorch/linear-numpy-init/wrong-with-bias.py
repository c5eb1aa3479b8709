# The bias counted as a weight.
# fails: linear-numpy-init-test
# hint: You have one weight too many. The bias is drawn in a line of its own, so don't count it
# hint: here.
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_features + 1)
initial_bias = np.random.standard_normal()
