# Zeros instead of what is drawn.
# fails: logistic-numpy-init-test
# hint: Your parameters aren't those that the cell draws. Leave its other lines as they were, with
# hint: the seed.
n_samples, n_features = X_train.shape
initial_weights = np.zeros((n_features, n_classes))
initial_bias = np.zeros(n_classes)
