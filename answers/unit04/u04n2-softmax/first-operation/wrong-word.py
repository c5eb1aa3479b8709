# Its name.
# fails: first-operation-test
# hint: You named the operation. Apply it to x2, and look at the numbers.
first_operation = "exp"
first_operation
