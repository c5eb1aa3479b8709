"""Processes that start at once: a fork server, and its messages. It knows no role."""
