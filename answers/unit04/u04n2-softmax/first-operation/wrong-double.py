# In double precision, where nothing goes wrong.
# fails: first-operation-test
first_operation = x2.double().exp()
first_operation
