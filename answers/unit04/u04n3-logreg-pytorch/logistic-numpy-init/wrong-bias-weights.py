# A bias for each weight.
# fails: logistic-numpy-init-test
# hint: You have one bias for each weight. Biases are added to the scores: how many does a house
# hint: get?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_features, n_classes))
initial_bias = np.random.standard_normal(size=(n_features, n_classes))
