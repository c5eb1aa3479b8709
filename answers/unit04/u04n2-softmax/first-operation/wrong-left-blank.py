# Left as it was.
# fails: first-operation-test
# hint: A blank is still empty. Look at your softmax: what does its first line do?
first_operation = ...
first_operation
