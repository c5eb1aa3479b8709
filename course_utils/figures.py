"""Showing figures so that every reader gets them."""

import matplotlib.pyplot as plt
from IPython.display import display


def show(alt: str) -> None:
    """Show the current matplotlib figure with a description for readers who can't see it.

    Use it where you would call `plt.show()`. A screen reader reads `alt` aloud, and pages made from the notebook
    carry it as the picture's text.

    Parameters
    ----------
    alt : str
        What the picture shows and what to notice in it, in a sentence or two.
    """
    figure = plt.gcf()
    display(figure, metadata={"image/png": {"alt": alt}})  # type: ignore[no-untyped-call]
    plt.close(figure)
