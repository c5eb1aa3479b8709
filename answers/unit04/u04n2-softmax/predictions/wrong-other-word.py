# A word of its own.
# fails: predict-shift-test
plus_1 = "equal"
minus_100 = "equal"
minus_max = "equal"
times_half = "flatter"
times_3 = "sharper"
