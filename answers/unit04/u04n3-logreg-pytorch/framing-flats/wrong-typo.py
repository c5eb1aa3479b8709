# No such column.
# fails: framing-flats-test
# hint: One of your inputs isn't a column of the table. Compare the spelling with the text.
flats_inputs = ["rooms", "area", "flor"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.mse_loss
