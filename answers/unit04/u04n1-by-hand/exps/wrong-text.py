# In quotes.
# fails: exps-test
# hint: Your value is in quotes, so Python sees text and can't compute with it. Write it as a
# hint: number.
exp_low = "2.72"
exp_medium = "7.39"
exp_high = "0.37"
