# The other way round.
# fails: predict-scale-test
# hint: You have the two factors the wrong way round. Which one spreads the inputs further apart?
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
times_half = "sharper"
times_3 = "flatter"
