# Left as it was.
# fails: largest-test
# hint: A blank is still empty. Move the sliders until the bar in the middle is full, and read the
# hint: inputs off.
sure_logits = ...
