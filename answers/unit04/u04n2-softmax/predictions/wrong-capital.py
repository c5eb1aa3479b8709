# With a capital letter, and so another text.
# fails: predict-scale-test
# hint: Your words begin with a capital letter, so they are other words to Python. Copy them from
# hint: the list above.
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "Flatter"
times_3 = "Sharper"
