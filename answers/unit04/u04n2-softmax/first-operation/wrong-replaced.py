# With other inputs in the place of x2.
# fails: first-operation-test
# hint: You changed x2 itself. The question is about the inputs that gave nan: run section 6 again
# hint: from its start.
x2 = tensor([100.0, 200.0, 300.0])
first_operation = x2.exp()
first_operation
