# Both the same way.
# fails: predict-scale-test
times_half = "sharper"
times_3 = "sharper"
