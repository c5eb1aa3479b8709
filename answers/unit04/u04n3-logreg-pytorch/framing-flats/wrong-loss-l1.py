# Another loss than the two that are offered.
# fails: framing-flats-test
# hint: Your loss isn't one of the two to choose from. Which of them measures how far off a number
# hint: is?
flats_inputs = ["rooms", "area", "floor"]
flats_y_shape = (500,)
flats_n_outputs = 1
flats_loss = F.l1_loss
