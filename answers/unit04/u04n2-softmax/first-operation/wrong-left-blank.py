# Left as it was.
# fails: first-operation-test
first_operation = ...
first_operation
