# True instead of a word.
# fails: predict-shift-test
# hint: You answered whether the output stays the same. Choose one of the three words instead.
plus_1 = True
minus_100 = True
minus_max = True
times_half = "flatter"
times_3 = "sharper"
