# Left as they were.
# fails: predict-scale-test
# hint: A blank is still empty. Guess first, then run the cell below and compare the bars.
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = ...
times_3 = ...
