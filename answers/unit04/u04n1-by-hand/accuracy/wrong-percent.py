# In percent.
# fails: accuracy-test
accuracy = 100
