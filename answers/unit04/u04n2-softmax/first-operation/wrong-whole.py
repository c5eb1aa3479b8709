# The whole softmax.
# fails: first-operation-test
# hint: You went on to the end of softmax. Stop after its first operation: the unusual value shows
# hint: up there.
first_operation = softmax(x2)
first_operation
