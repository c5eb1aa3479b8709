# The last operation.
# fails: first-operation-test
# hint: You went on to the end of softmax. Stop after its first operation: the unusual value shows
# hint: up there.
first_operation = x2.exp() / x2.exp().sum()
first_operation
