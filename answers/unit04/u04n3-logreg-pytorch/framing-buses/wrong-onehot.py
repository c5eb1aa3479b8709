# The shape of one-hot vectors.
# fails: framing-buses-test
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900, 12)
buses_n_outputs = 12
buses_loss = F.cross_entropy
