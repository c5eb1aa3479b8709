# Scaling taken for a shift.
# fails: predict-scale-test
# hint: You expect that scaling changes nothing, as adding does. Compare the differences between the
# hint: inputs.
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "same"
times_3 = "same"
