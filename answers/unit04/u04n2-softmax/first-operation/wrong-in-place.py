# Changes x2 itself.
# fails: first-operation-test
# hint: You changed x2 itself. Use an operation that makes a new tensor, and run section 6 again
# hint: from its start.
first_operation = x2.exp_()
first_operation
