# Summed over all classes.
# fails: loss-test
# hint: You added up all classes. The loss looks only at the true class: which is it?
loss = -(math.log(0.259) + math.log(0.705) + math.log(0.035))
