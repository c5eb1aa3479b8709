# As many out as in.
# fails: linear-torch-test
# hint: Your layer gives as many numbers as it takes. How many numbers should it predict for a
# hint: house?
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_features, out_features=n_features, bias=True)
