# Both the same way.
# fails: predict-scale-test
# hint: You expect sharper outputs from both. One factor spreads the inputs, the other brings them
# hint: closer: which?
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "sharper"
times_3 = "sharper"
