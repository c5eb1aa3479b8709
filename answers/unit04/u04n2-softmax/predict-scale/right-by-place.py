# By their places in a list.
words = ["flatter", "same", "sharper"]
times_half, times_3 = words[0], words[2]
