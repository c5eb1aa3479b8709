"""How tables write points."""


def points(number: float | None) -> str:
    """Return points as LMSs show them, with two decimals at most; nothing for what has no score."""
    return "" if number is None else f"{number:.2f}".rstrip("0").rstrip(".")
