# The second input as if the two summed to 1.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, 1 - z]))[0]

for z in [-2.0, 0.0, 2.0]:
    print(f"z = {z:4}: yours {sigmoid(z):.4f}, PyTorch's {torch.sigmoid(tensor(z)):.4f}")
