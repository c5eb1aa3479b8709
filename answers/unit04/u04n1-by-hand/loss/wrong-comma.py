# A comma instead of a point.
# fails: loss-test
# hint: Python reads a decimal comma as the start of another number. Write a decimal point, and look
# hint: at what your variable holds.
loss = 0,349
