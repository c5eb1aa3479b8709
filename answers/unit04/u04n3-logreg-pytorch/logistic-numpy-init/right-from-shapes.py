# Read off the data.
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(X_train.shape[1], y_train_onehot.shape[1]))
initial_bias = np.random.standard_normal(size=y_train_onehot.shape[1])
