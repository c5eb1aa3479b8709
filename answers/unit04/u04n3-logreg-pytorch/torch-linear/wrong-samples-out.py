# The number of houses.
# fails: torch-linear-test
# hint: Your layer gives as many numbers as there are houses. What should come out for one of them?
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_samples, bias=True)
logits = linear_layer(X_train_torch)
logits.shape
