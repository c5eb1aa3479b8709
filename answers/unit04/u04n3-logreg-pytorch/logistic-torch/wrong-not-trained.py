# A model, but no training.
# fails: logistic-torch-training-test
# hint: Your model is still at its random start: no step has moved it. Has the cell stopped with an
# hint: error? If not, check which model the optimizer belongs to, and what each epoch does in which
# hint: order.
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
