# A frame of one column.
# fails: means-test
mean_heights = plants.groupby("light").mean()
