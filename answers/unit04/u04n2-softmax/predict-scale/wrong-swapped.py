# The other way round.
# fails: predict-scale-test
times_half = "sharper"
times_3 = "flatter"
