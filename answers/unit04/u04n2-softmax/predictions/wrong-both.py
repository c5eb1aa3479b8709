# Both the same way.
# fails: predict-scale-test
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "sharper"
times_3 = "sharper"
