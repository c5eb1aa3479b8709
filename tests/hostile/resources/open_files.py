"""Open files, sockets and pipes without end.

Told: Too many open files
"""
# %% before answer
import os
import socket

kept = []
try:
    while True:
        kept.append(socket.socketpair())
        kept.append(os.pipe())
except OSError as error:
    print(error)
