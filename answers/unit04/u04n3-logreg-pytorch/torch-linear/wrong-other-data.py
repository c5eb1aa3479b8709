# The data replaced.
# fails: torch-linear-test
# hint: Your logits are the same for every house. Have you changed the data that goes into the
# hint: layer?
X_train_torch = torch.zeros(2344, 2)
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
