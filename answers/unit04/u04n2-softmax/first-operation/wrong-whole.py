# The whole softmax.
# fails: first-operation-test
# hint: You ran the whole softmax, so you only see its end. Stop after its first operation.
first_operation = softmax(x2)
first_operation
