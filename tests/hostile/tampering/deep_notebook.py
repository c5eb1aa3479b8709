"""Hand in a notebook whose JSON is nested so deep that reading it stops.

Saved: no
Graded: no
"""
# %% tamper
depth = 100_000
(folder / "lab.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": ' + "[" * depth + "]" * depth + ', "cells": []}')
