# A comma instead of a point.
# fails: loss-test
loss = 0,349
