# Summed over all classes.
# fails: loss-test
loss = -(math.log(0.259) + math.log(0.705) + math.log(0.035))
