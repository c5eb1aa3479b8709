# The loss in quotes.
# fails: framing-flats-test
# hint: Your loss is in quotes, so it is text. Write the function's name as code, without calling
# hint: it.
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = "F.mse_loss"
