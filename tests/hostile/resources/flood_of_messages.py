"""Send the grader messages as fast as the machine can, each just small enough.

Told: more than 1 MB
"""
# %% before answer
kernel = get_ipython().kernel
session, socket = kernel.session, kernel.iopub_thread.socket
content = {"name": "stdout", "text": "x" * 900_000}
parent = kernel.get_parent("shell")
while True:
    parts = session.serialize(session.msg("stream", content, parent=parent), ident=b"flood")
    socket.send_multipart(parts, copy=False)
