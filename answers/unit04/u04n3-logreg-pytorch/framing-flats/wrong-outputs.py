# As many outputs as inputs.
# fails: framing-flats-test
# hint: Your layer gives as many numbers as it takes. How many numbers is a rent?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 3
flats_loss = F.mse_loss
