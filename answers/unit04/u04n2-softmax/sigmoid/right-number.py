# As a plain number.
def sigmoid(z):
    return softmax_torch(tensor([z, 0.0], dtype=torch.float64))[0].item()

for z in [-2.0, 0.0, 2.0]:
    print(f"z = {z:4}: yours {sigmoid(z):.4f}, PyTorch's {torch.sigmoid(tensor(z)):.4f}")
