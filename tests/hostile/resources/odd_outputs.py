"""Show what is hard to store: nested deep, of many parts, with characters that no file can hold."""
# %% before answer
deep = []
for _ in range(400):
    deep = [deep]
display({"application/json": deep, "text/plain": "deep"}, raw=True)
display({"application/json": [[] for _ in range(200_000)], "text/plain": "wide"}, raw=True)
# %% before double
import sys

sys.setrecursionlimit(100_000)
for _ in range(50_000):
    deep = [deep]
display({"application/json": deep, "text/plain": "deep"}, raw=True)
# %% before halve
print("\ud800 \x00 \x1b[2J \uffff </script></body></html>")
display({"text/html": "\ud800</div></body>", "text/plain": "\udfff"}, raw=True)
raise ValueError("\ud800")
# %% double
def double(x):
    raise ValueError("\ud800")
