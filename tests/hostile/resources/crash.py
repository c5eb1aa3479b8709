"""Crash the kernel.

Told: it crashed
"""
# %% before answer
import ctypes

ctypes.string_at(0)
