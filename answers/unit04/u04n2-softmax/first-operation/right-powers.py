# Powers of e.
first_operation = torch.e ** x2
first_operation
