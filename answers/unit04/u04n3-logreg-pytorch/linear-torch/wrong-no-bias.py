# Without the bias.
# fails: linear-torch-test
# hint: Your layer has no bias. Keep the argument that gives it one.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_features, out_features=1, bias=False)
