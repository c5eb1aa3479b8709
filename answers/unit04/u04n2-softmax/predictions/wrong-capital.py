# With a capital letter, and so another text.
# fails: predict-scale-test
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "Flatter"
times_3 = "Sharper"
