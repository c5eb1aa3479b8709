# A column stands there twice.
# fails: framing-flats-test
# hint: One of your inputs is there twice. Compare your list with the columns of the table.
flats_inputs = ["rooms", "area", "floor", "rooms"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
