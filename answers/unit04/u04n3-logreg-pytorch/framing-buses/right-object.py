# The loss as an object, the inputs in another order.
buses_inputs = ["longitude", "latitude", "hour"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = nn.CrossEntropyLoss()
