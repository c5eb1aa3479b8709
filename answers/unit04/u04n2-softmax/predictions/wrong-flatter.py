# Small inputs taken for a flat output.
# fails: predict-shift-test
# hint: You took smaller inputs for flatter outputs. Do the differences between the inputs change?
plus_1 = "same"
minus_100 = "flatter"
minus_max = "same"
times_half = "flatter"
times_3 = "sharper"
