# Trained on the validation data.
# fails: logistic-torch-training-test
# hint: You trained on the validation data, which should only judge the model. Which data is for
# hint: training?
torch.manual_seed(42)
model = nn.Linear(in_features=n_features, out_features=n_classes, bias=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
n_epochs = 100
for epoch in range(n_epochs):
    # Forward pass
    logits = model(X_valid_torch)
    loss = F.cross_entropy(logits, y_valid_longtensor)

    # Backward pass
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.item():.4f}')
