# Averaged over the classes.
# fails: loss-test
# hint: You divided by the number of classes. A mean goes over houses, and here there is only one.
loss = 0.349 / 3
