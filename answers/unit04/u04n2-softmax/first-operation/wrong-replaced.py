# With other inputs in the place of x2.
# fails: first-operation-test
x2 = tensor([100.0, 200.0, 300.0])
first_operation = x2.exp()
first_operation
