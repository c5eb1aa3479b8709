# The inputs themselves.
# fails: first-operation-test
first_operation = x2
first_operation
