"""Print two hundred megabytes, line by line.

Told: more than 1 MB
"""
# %% before answer
for number in range(2_000_000):
    print(number, "x" * 100)
