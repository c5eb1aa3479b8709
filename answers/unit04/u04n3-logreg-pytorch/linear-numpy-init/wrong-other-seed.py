# Another seed.
# fails: linear-numpy-init-test
# hint: Your numbers aren't those that the cell draws. Which of its lines did you change besides the
# hint: blank?
# Initialize parameters
np.random.seed(0)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_features)
initial_bias = np.random.standard_normal()
