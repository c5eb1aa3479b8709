# In one line.
plus_1 = minus_100 = minus_max = "same"
times_half = "flatter"
times_3 = "sharper"
