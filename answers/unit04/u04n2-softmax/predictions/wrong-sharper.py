# Larger inputs taken for a sharper output.
# fails: predict-shift-test
# hint: You took larger inputs for sharper outputs. Adding moves all inputs alike: do their
# hint: differences change?
plus_1 = "sharper"
minus_100 = "flatter"
minus_max = "flatter"
times_half = "flatter"
times_3 = "sharper"
