# Left as they were.
# fails: predict-scale-test
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = ...
times_3 = ...
