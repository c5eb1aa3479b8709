# One output for each house.
# fails: linear-torch-test
# hint: Your layer gives as many numbers as there are houses. What should come out for one of them?
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_features, out_features=n_samples, bias=True)
