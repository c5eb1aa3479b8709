# The gradients are zeroed before they are used.
# fails: logistic-torch-training-test
# hint: Your model is still at its random start: no step has moved it. Has the cell stopped with an
# hint: error? If not, check which model the optimizer belongs to, and what each epoch does in which
# hint: order.
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
    optimizer.zero_grad()
    optimizer.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
