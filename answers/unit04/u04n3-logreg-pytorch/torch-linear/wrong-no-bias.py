# Without the bias.
# fails: torch-linear-test
# hint: Your layer has no bias. Keep the argument that gives it one.
torch.manual_seed(42)
linear_layer = nn.Linear(n_features, n_classes, bias=False)
logits = linear_layer(X_train_torch)
logits.shape
