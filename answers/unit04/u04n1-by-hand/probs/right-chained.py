# From parts rounded to two digits, and their sum, too.
prob_low = 0.27
prob_medium = 0.74
prob_high = 0.037
