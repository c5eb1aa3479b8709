# Half of it.
# fails: loss-test
# hint: Your loss is half of what it should be. One house, one term: there is nothing to divide by.
loss = 0.175
