"""`python -m autograder VERB …` is `autograder VERB …`."""

import sys

from autograder.cli import main

sys.exit(main())
