# Larger inputs taken for a sharper output.
# fails: predict-shift-test
plus_1 = "sharper"
minus_100 = "flatter"
minus_max = "flatter"
times_half = "flatter"
times_3 = "sharper"
