# A model, but no training.
# fails: logistic-torch-training-test
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
