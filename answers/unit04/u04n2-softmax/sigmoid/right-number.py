# As a plain number.
def sigmoid(z):
    return softmax_torch(tensor([z, 0.0], dtype=torch.float64))[0].item()

sigmoid(2.0)
