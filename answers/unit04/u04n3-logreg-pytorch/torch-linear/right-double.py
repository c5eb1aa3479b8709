# In double precision.
torch.manual_seed(42)
linear_layer = nn.Linear(n_features, n_classes, dtype=torch.float64)
logits = linear_layer(torch.tensor(X_train))
logits.shape
