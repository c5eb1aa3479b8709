# Subtracting the maximum taken for something else.
# fails: predict-shift-test
# hint: You expect that subtracting the maximum changes something. It takes one number from all
# hint: inputs: which others do?
plus_1 = "same"
minus_100 = "same"
minus_max = "flatter"
times_half = "flatter"
times_3 = "sharper"
