# A bias of 0 instead of the one that is drawn.
# fails: linear-numpy-init-test
# hint: Your bias isn't the one that the cell draws. Only the blank in the line above it needs your
# hint: work.
# Initialize parameters
np.random.seed(42)
n_samples, n_features = X_train.shape
initial_weights = np.random.standard_normal(size=n_features)
initial_bias = 0.0
