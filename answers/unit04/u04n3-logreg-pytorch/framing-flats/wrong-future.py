# What is known only afterwards.
# fails: framing-flats-test
# hint: Your model sees the future: one input is known only later. When does the owner ask?
flats_inputs = ["rooms", "area", "floor", "days_online"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
