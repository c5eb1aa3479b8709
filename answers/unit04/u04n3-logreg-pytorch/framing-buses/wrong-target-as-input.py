# The target among the inputs.
# fails: framing-buses-test
# hint: Your model sees what it should predict. Take that column out of the inputs.
buses_inputs = ["hour", "longitude", "latitude", "line"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = F.cross_entropy
