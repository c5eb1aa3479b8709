# The last operation.
# fails: first-operation-test
# hint: You went on to the division. Stop after the first operation: the unusual value shows up
# hint: there.
first_operation = x2.exp() / x2.exp().sum()
first_operation
