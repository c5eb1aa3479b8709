# The last operation.
# fails: first-operation-test
first_operation = x2.exp() / x2.exp().sum()
first_operation
