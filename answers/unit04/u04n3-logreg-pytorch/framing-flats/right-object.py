# The loss as an object, the inputs in another order.
flats_inputs = ["area", "floor", "rooms"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = nn.MSELoss()
