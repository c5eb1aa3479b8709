"""`python -m autograder.gradescope /autograder`, in Gradescope's container."""

import sys
from pathlib import Path

from autograder.gradescope.container import main

main(Path(sys.argv[1]))
