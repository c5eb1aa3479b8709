# Subtracting the maximum taken for something else.
# fails: predict-shift-test
plus_1 = "same"
minus_100 = "same"
minus_max = "flatter"
times_half = "flatter"
times_3 = "sharper"
