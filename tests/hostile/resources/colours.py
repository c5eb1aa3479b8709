"""Print megabytes of colours: turning them into HTML takes time that grows with the square of their number.

Deserves: line
"""
# %% before answer
print("\x1b[1m" * 200_000)
# %% before double
raise type("\x1b[31m" * 50_000, (Exception,), {})("\x1b[31m" * 100_000)
# %% before halve
display({"text/plain": "\x1b[31ma" * 100_000, "text/html": "<b>" * 90_000, "text/markdown": "a|b\n-|-\n" * 2_000}, raw=True)
# %% before total
display({"text/vnd.mermaid": "<script>", "image/png": '"<script>' * 1000, "text/plain": "."}, raw=True)
