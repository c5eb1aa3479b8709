# Zeros instead of what is drawn.
# fails: logistic-numpy-init-test
n_samples, n_features = X_train.shape
initial_weights = np.zeros((n_features, n_classes))
initial_bias = np.zeros(n_classes)
