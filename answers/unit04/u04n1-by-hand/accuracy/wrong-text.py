# In quotes.
# fails: accuracy-test
accuracy = "100%"
