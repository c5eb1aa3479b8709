# House by house.
def linear_layer(X, W, b):
    scores = np.zeros((len(X), len(b)))
    for i, house in enumerate(X):
        for j in range(len(b)):
            scores[i, j] = sum(house * W[:, j]) + b[j]
    return scores

three_houses = np.array([[2.0, -1.0], [0.0, 0.0], [-1.0, 1.0]])
weights = np.array([[0.5, 1.0, -1.0], [0.0, 0.5, -0.5]])
biases = np.array([0.0, 0.5, 0.5])
linear_layer(three_houses, weights, biases)
