# The data cut down to one house.
# fails: torch-linear-test
# hint: Your logits are those of one house. Have you changed the data that goes into the layer?
X_train_torch = X_train_torch[:1]
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
