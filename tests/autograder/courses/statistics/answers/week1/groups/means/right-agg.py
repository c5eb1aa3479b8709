# All at once.
mean_heights = plants.groupby("light").agg("mean")["height"]
