# A whole number.
accuracy = 1
