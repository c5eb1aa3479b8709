# The data replaced.
# fails: torch-linear-test
X_train_torch = torch.zeros(2344, 2)
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
