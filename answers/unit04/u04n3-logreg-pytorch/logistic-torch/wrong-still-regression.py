# Only one output, and the old loss.
# fails: logistic-torch-model-test, logistic-torch-training-test
# hint: Your model still gives one number for each house, as in Part 1.B. Has the cell stopped with
# hint: an error? If not, go through the three changes above.
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=1, bias=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
n_epochs = 100
for epoch in range(n_epochs):
    # Forward pass
    y_pred = model(X_train_torch).flatten()
    loss = F.mse_loss(y_pred, y_train_torch)

    # Backward pass
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
