# Read off the data.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=X_train_torch.shape[1], out_features=1, bias=True)
