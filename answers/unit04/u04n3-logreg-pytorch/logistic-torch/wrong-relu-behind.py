# A nonlinearity behind the layer.
# fails: logistic-torch-model-test
# hint: Something comes after your linear layer and bends its output. Use the layer by itself.
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(n_features, n_classes), nn.ReLU())
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
n_epochs = 100
for epoch in range(n_epochs):
    # Forward pass
    logits = model(X_train_torch)
    loss = F.cross_entropy(logits, y_train_longtensor)

    # Backward pass
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
