# The logarithm.
# fails: first-operation-test
# hint: You took the logarithm. Softmax begins with its inverse.
first_operation = x2.log()
first_operation
