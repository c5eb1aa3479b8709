# A module of its own.
torch.manual_seed(42)
class PriceClassifier(nn.Module):
    def __init__(self, n_inputs, n_outputs):
        nn.Module.__init__(self)
        self.output_layer = nn.Linear(n_inputs, n_outputs)

    def forward(self, houses):
        return self.output_layer(houses)

model = PriceClassifier(2, 3)
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
