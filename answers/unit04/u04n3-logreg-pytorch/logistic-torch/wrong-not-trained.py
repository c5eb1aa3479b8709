# A model, but no training.
# fails: logistic-torch-training-test
# hint: Your model is still at its random start: no step has moved it. Check what the loss compares,
# hint: which model the optimizer belongs to, and in which order an epoch does its steps.
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
