# A single weight, which broadcasts over both features.
# fails: linear-numpy-init-test
# hint: You have a single weight, which both features would share. How many features does a house
# hint: have?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=1)
initial_bias = np.random.standard_normal()
