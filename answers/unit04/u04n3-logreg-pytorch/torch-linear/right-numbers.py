# The numbers themselves.
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=2, out_features=3, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
