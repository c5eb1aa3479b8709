"""Lay a pipe, a socket and a file without rights beside the notebook, where copying them hangs or fails.

Graded: no
"""
# %% tamper
import os
import socket

os.mkfifo(folder / "pipe")
place = socket.socket(socket.AF_UNIX)
here = os.getcwd()
os.chdir(folder)
place.bind("socket")
os.chdir(here)
