# The logarithm.
# fails: first-operation-test
first_operation = x2.log()
first_operation
