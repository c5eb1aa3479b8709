# In double precision, where nothing goes wrong.
# fails: first-operation-test
# hint: You changed to double precision, where the numbers still fit. Leave x2 as it is, to see what
# hint: goes wrong.
first_operation = x2.double().exp()
first_operation
