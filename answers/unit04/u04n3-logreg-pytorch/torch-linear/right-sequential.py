# A Sequential of one layer.
torch.manual_seed(42)
linear_layer = nn.Sequential(nn.Linear(n_features, n_classes))
logits = linear_layer(X_train_torch)
logits.shape
