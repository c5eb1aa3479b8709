# The second operation.
# fails: first-operation-test
# hint: You went on to the sum. Stop after the first operation, which gives one number for each
# hint: input.
first_operation = x2.exp().sum()
first_operation
