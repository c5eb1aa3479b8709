# Infinity everywhere.
# fails: first-operation-test
# hint: Every number is infinite here. Apply the first step of softmax: not every result is too
# hint: large.
first_operation = x2 * float("inf")
first_operation
