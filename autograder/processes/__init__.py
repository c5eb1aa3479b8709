"""A fork server, which starts processes at once, and its messages, for any purpose."""
