# The shape of one-hot vectors.
# fails: framing-buses-test
# hint: You gave y a column for each line, as one-hot vectors have. What shape do class numbers
# hint: have?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900, 12)
buses_n_outputs = 12
buses_loss = F.cross_entropy
