"""Show something and take it back, again and again."""
# %% before answer
from IPython.display import clear_output

for number in range(20_000):
    print("x" * 100, flush=True)
    clear_output(wait=number % 2 == 0)
