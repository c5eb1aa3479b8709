# The median.
# fails: means-test
mean_heights = plants.groupby("light")["height"].median()
