# Of another class.
# fails: loss-test
loss = 1.35
