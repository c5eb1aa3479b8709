# The loss of yes or no.
# fails: framing-buses-test
# hint: Your loss is for yes-or-no questions. Here one of many lines is right: which of the two
# hint: losses fits?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = F.binary_cross_entropy_with_logits
