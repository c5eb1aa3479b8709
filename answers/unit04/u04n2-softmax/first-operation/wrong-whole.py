# The whole softmax.
# fails: first-operation-test
first_operation = softmax(x2)
first_operation
