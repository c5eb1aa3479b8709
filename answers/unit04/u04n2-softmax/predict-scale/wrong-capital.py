# With a capital letter, and so another text.
# fails: predict-scale-test
times_half = "Flatter"
times_3 = "Sharper"
