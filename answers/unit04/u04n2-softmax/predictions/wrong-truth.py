# True instead of a word.
# fails: predict-shift-test
plus_1 = True
minus_100 = True
minus_max = True
times_half = "flatter"
times_3 = "sharper"
