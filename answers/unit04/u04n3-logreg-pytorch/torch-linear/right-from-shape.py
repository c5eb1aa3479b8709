# Read off the data.
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=X_train_torch.shape[1], out_features=y_train_onehot.shape[1], bias=True)
logits = linear_layer(X_train_torch)
logits.shape
