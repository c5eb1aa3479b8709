# A sigmoid behind the layer.
# fails: linear-torch-test
# hint: Something comes after your linear layer and bends its output. Use the layer by itself.
torch.manual_seed(42)  # the same random start for everyone
model = nn.Sequential(nn.Linear(n_features, 1), nn.Sigmoid())
