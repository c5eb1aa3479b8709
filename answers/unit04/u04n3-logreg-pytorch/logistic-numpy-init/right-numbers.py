# The numbers themselves.
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(2, 3))
initial_bias = np.random.standard_normal(size=3)
