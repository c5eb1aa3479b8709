# Other names for everything but the model.
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
sgd = torch.optim.SGD(model.parameters(), lr=0.1)
n_epochs = 100
for epoch in range(n_epochs):
    # Forward pass
    y_pred = model(X_train_torch)
    train_error = F.cross_entropy(y_pred, y_train_longtensor)

    # Backward pass
    sgd.zero_grad()
    train_error.backward()
    sgd.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {train_error.item():.4f}')
