# The logits doubled.
# fails: torch-linear-test
# hint: Your logits aren't what the layer gives for these houses. Leave the line that computes them
# hint: as it was.
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
logits = 2 * linear_layer(X_train_torch)
logits.shape
