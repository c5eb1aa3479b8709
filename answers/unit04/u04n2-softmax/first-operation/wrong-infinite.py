# Infinity everywhere.
# fails: first-operation-test
first_operation = x2 * float("inf")
first_operation
