# A nonlinearity behind the layer.
# fails: torch-linear-test
# hint: Something comes after your linear layer and bends its output. Use the layer by itself.
torch.manual_seed(42)
linear_layer = nn.Sequential(nn.Linear(n_features, n_classes), nn.ReLU())
logits = linear_layer(X_train_torch)
logits.shape
