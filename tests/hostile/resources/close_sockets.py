"""Close every file of the kernel, its sockets among them."""
# %% before answer
import os

os.closerange(3, 1000)
