# The exps of the repaired softmax.
# fails: first-operation-test
first_operation = (x2 - x2.max()).exp()
first_operation
