"""Use magics and shell commands.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
%matplotlib inline
%load_ext autoreload
%autoreload 2
# %% before double
%timeit -n 10 -r 1 sum(range(10))
files = !ls
!echo one > one.txt
# %% halve
%time three = 3
def halve(x):
    return x / 2
# %% before total
%%capture captured
print("captured")
# %% before line
%%writefile mine.py
one = 1
# %% before pairs
%run mine.py
