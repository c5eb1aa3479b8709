# Commas instead of points.
# fails: exps-test
# hint: Python reads a decimal comma as the start of another number. Write a decimal point, and look
# hint: at what your variable holds.
exp_low = 2,718
exp_medium = 7,389
exp_high = 0,368
