# The function.
first_operation = torch.exp(x2)
first_operation
