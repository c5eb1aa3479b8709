# No classes.
# fails: logistic-numpy-init-test
# hint: Your model has no classes, so it gives no scores. How many classes are there?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_features, 0))
initial_bias = np.random.standard_normal(size=0)
