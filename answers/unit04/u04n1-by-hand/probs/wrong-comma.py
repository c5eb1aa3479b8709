# Commas instead of points.
# fails: probs-test
# hint: Python reads a decimal comma as the start of another number. Write a decimal point, and look
# hint: at what your variable holds.
prob_low = 0,26
prob_medium = 0,71
prob_high = 0,4
