# In quotes.
# fails: accuracy-test
# hint: Your accuracy is in quotes, so it is text. Write a fraction, as a number.
accuracy = "100%"
