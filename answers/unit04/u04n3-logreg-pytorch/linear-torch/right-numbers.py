# The numbers themselves.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=2, out_features=1, bias=True)
