# Scaling taken for a shift.
# fails: predict-scale-test
# hint: You expect scaling to change nothing, like adding. Compare the differences between the
# hint: inputs.
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "same"
times_3 = "same"
