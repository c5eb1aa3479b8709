# One weight for each house instead of each feature.
# fails: linear-numpy-init-test
# hint: You have one weight for each house. All houses share the weights: what does each weight
# hint: belong to?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_samples)
initial_bias = np.random.standard_normal()
