# A module of one's own.
class Scores(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(n_features, n_classes)

    def forward(self, x):
        return self.linear(x)

torch.manual_seed(42)
linear_layer = Scores()
logits = linear_layer(X_train_torch)
logits.shape
