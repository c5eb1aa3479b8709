# Python as calculator.
exp_low = math.exp(1.0)
exp_medium = math.exp(2)
exp_high = math.exp(-1)
