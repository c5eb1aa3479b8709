# The exps of the repaired softmax.
# fails: first-operation-test
# hint: You already repaired the inputs. First look at what goes wrong without the repair.
first_operation = (x2 - x2.max()).exp()
first_operation
