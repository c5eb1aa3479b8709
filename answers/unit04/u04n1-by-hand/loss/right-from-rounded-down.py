# From a probability rounded down.
loss = 0.36
