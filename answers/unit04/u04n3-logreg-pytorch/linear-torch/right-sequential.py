# A Sequential of one layer.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Sequential(nn.Linear(in_features=n_features, out_features=1, bias=True))
