# Only one of the inputs.
# fails: framing-flats-test
# hint: You left inputs out. What else does the owner know before the advert goes online?
flats_inputs = ["area"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
