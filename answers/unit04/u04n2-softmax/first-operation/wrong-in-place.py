# Changes x2 itself.
# fails: first-operation-test
first_operation = x2.exp_()
first_operation
