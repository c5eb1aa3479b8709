# The step stands behind the loop.
# fails: logistic-torch-training-test
# hint: Your model has taken a single step. How often should an epoch be repeated, and which lines
# hint: belong inside the loop?
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
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
for epoch in []:
    pass

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
