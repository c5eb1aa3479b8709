# Its name.
# fails: first-operation-test
first_operation = "exp"
first_operation
