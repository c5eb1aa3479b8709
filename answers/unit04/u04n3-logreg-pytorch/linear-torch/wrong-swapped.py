# In and out swapped.
# fails: linear-torch-test
# hint: You swapped what goes in and what comes out. How many numbers describe a house before the
# hint: layer, and after it?
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=1, out_features=n_features, bias=True)
