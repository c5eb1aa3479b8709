# A bias for each class already.
# fails: linear-numpy-init-test
# hint: You have several biases. This model predicts one number for each house: how many biases does
# hint: it add?
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_features)
initial_bias = np.random.standard_normal(size=n_classes)
