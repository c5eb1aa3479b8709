# The logarithm to the base 2.
# fails: loss-test
# hint: You took the logarithm to the base 2. The loss uses the natural logarithm: which function
# hint: does the text name?
loss = 0.503
