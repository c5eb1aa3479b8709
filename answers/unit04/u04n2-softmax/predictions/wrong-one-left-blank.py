# The last one left as it was.
# fails: predict-shift-test
# hint: A blank is still empty. Guess first, then run the cell below and compare the bars.
plus_1 = "same"
minus_100 = "same"
minus_max = ...
times_half = "flatter"
times_3 = "sharper"
