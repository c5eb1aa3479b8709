# One number for each class: that is Part 2.
# fails: linear-torch-test
# hint: Your layer gives one number for each class, which is Part 2. Here it predicts a single
# hint: number.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
