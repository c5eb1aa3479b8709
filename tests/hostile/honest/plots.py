"""Draw figures, in cells and in tested functions.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import matplotlib.pyplot as plt

plt.plot([1, 2, 3])
plt.show()
# %% double
def double(x):
    plt.figure()
    plt.plot(x)
    plt.show()
    return 2 * x
# %% after double
plt.hist([1, 2, 2])
