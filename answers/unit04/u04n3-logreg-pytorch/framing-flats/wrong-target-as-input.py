# The target among the inputs.
# fails: framing-flats-test
# hint: Your model sees what it should predict. Take that column out of the inputs.
flats_inputs = ["rooms", "area", "floor", "rent"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
