# The number of houses instead of features.
# fails: linear-torch-test
# hint: Your layer takes one number for each house. It sees one house at a time: how many features
# hint: does that have?
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_samples, out_features=1, bias=True)
