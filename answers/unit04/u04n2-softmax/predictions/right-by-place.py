# By their places in a list.
plus_1 = "same"
minus_100 = "same"
minus_max = "same"
words = ["flatter", "same", "sharper"]
times_half, times_3 = words[0], words[2]
