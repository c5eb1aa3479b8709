# Of the inputs that made no trouble.
# fails: first-operation-test
first_operation = x.exp()
first_operation
