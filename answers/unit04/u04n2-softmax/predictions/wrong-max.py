# Subtracting the maximum taken for something else.
# fails: predict-shift-test
# hint: You expect subtracting the maximum to change something. It takes one number from all
# hint: inputs: which other changes do that?
plus_1 = "same"
minus_100 = "same"
minus_max = "flatter"
times_half = "flatter"
times_3 = "sharper"
