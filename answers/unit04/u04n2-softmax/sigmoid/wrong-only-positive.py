# Right for positive numbers only.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([abs(z), 0.0]))[0]

for z in [-2.0, 0.0, 2.0]:
    print(f"z = {z:4}: yours {sigmoid(z):.4f}, PyTorch's {torch.sigmoid(tensor(z)):.4f}")
