# In and out swapped.
# fails: torch-linear-test
# hint: You swapped what goes in and what comes out. How many numbers describe a house before the
# hint: layer, and after it?
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_classes, out_features=n_features, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
