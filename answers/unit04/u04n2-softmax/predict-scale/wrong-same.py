# Scaling taken for a shift.
# fails: predict-scale-test
times_half = "same"
times_3 = "same"
