# The outputs computed.
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = len(range(1, 13))
buses_loss = F.cross_entropy
