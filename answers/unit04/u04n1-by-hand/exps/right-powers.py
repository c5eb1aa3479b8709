# Powers of e.
exp_low = math.e
exp_medium = math.e ** 2
exp_high = 1 / math.e
