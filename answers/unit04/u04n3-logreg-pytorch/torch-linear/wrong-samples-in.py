# As many inputs as houses.
# fails: torch-linear-test
# hint: Your layer takes one number for each house. It sees one house at a time: how many features
# hint: does that have?
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_samples, out_features=n_classes, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
