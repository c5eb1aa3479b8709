# What is known only afterwards.
# fails: framing-flats-test
flats_inputs = ["rooms", "area", "floor", "days_online"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
