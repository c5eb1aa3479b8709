# Without the hour.
# fails: framing-buses-test
# hint: You left an input out. What else does the town know while somebody is waiting?
buses_inputs = ["longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = F.cross_entropy
