# Framed as a classification.
# fails: framing-flats-test
# hint: You framed it as a classification, with a class for each flat. Is a rent a class or a
# hint: quantity?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 500
flats_loss = F.cross_entropy
