# The loss in quotes.
# fails: framing-buses-test
# hint: Your loss is in quotes, so it is text. Write the function's name as code, without calling
# hint: it.
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = "F.cross_entropy"
