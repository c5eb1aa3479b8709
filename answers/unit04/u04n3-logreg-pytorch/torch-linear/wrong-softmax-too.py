# Probabilities where logits are asked for.
# fails: torch-linear-test
# hint: Your logits are probabilities already. Softmax comes in the next step: leave the given line
# hint: as it was.
torch.manual_seed(42)
linear_layer = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
logits = linear_layer(X_train_torch).softmax(axis=1)
logits.shape
