# A comma instead of a point.
# fails: exp-sum-test
# hint: Python reads a decimal comma as the start of another number. Write a decimal point, and look
# hint: at what your variable holds.
exp_sum = 10,475
