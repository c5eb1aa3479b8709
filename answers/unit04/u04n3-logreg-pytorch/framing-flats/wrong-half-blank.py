# The loss left as it was.
# fails: framing-flats-test
# hint: A blank is still empty. It is the loss: is a rent a class or a quantity?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = ...
