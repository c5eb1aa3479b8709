# Of the inputs that made no trouble.
# fails: first-operation-test
# hint: You took the inputs that made no trouble. Which tensor gave nan?
first_operation = x.exp()
first_operation
