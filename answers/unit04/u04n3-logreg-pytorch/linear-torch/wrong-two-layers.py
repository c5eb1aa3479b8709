# Two layers.
# fails: linear-torch-test
# hint: Your model has more than one layer. Linear regression is a single one.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Sequential(nn.Linear(n_features, 3), nn.Linear(3, 1))
