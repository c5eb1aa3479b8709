# Of the inputs that caused no trouble.
# fails: first-operation-test
# hint: You took the inputs that caused no trouble. Which tensor gave nan?
first_operation = x.exp()
first_operation
