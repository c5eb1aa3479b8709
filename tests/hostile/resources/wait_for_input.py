"""Ask for what nobody types.

Told: raw_input was called
"""
# %% before answer
input("How many points? ")
# %% double
def double(x):
    return input()
