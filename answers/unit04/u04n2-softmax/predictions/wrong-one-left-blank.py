# The last one left as it was.
# fails: predict-shift-test
plus_1 = "same"
minus_100 = "same"
minus_max = ...
times_half = "flatter"
times_3 = "sharper"
