# In percent.
# fails: accuracy-test
# hint: You wrote a percentage. Accuracy is a fraction: what is the largest that it can be?
accuracy = 100
