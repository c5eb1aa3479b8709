# One output for each house.
# fails: linear-torch-test
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_features, out_features=n_samples, bias=True)
