"""Lay files beside the notebook that have the names of modules which the grader imports."""
# %% tamper
TROJAN = """
import os, sys
open("COURSE_FOLDER/breach", "w").write("")
print("BRE" "ACH: a module beside the notebook was imported")
"""
for name in ("torch", "numpy", "sitecustomize", "usercustomize", "ipython_config", "nbgrader_config", "json", "socket"):
    (folder / f"{name}.py").write_text(TROJAN)
(folder / "autograder").mkdir()
(folder / "autograder" / "__init__.py").write_text(TROJAN)
# %% before answer
import json
import socket
import sys

import numpy
import torch

print([module.__file__ for module in (json, socket, numpy, torch) if module.__file__.startswith("/tmp/submission")])
