# The inputs themselves.
# fails: first-operation-test
# hint: These are still the inputs. What does softmax do with each of them first?
first_operation = x2
first_operation
