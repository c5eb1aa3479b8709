# The shape of the inputs.
# fails: framing-flats-test
# hint: You gave y the shape of the inputs. What does y hold for each flat?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500, 3)
flats_n_outputs = 1
flats_loss = F.mse_loss
