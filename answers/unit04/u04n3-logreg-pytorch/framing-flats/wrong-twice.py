# A column stands there twice.
# fails: framing-flats-test
# hint: Each column is one input: name it once.
flats_inputs = ["rooms", "area", "floor", "rooms"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
