# A word of its own.
# fails: predict-shift-test
# hint: Your word isn't one of the three to choose from. Copy one from the list above.
plus_1 = "equal"
minus_100 = "equal"
minus_max = "equal"
times_half = "flatter"
times_3 = "sharper"
