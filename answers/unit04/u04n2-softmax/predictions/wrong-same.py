# Scaling taken for a shift.
# fails: predict-scale-test
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "same"
times_3 = "same"
