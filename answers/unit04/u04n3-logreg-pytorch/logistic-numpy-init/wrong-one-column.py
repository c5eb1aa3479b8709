# One score for each house.
# fails: logistic-numpy-init-test
# hint: Your parameters give one score for each house. How many does it need, one for each class?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_features, 1))
initial_bias = np.random.standard_normal(size=1)
