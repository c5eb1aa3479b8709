# The gradients are never zeroed.
# fails: logistic-torch-training-test
# hint: Your gradients pile up from epoch to epoch. What must happen to the old ones before new ones
# hint: are computed?
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
n_epochs = 100
for epoch in range(n_epochs):
    # Forward pass
    logits = model(X_train_torch)
    loss = F.cross_entropy(logits, y_train_longtensor)

    # Backward pass
    loss.backward()
    optimizer.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
