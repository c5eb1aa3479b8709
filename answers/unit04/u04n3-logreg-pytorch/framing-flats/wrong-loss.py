# The loss of a classification.
# fails: framing-flats-test
# hint: Your loss is for classes. Is a rent a class or a quantity?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.cross_entropy
