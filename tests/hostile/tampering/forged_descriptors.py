"""Hand the examiner what is no agent's socket: files, many at once, a listening socket, one that is closed, none."""
# %% before answer
import os
import socket

kernel = get_ipython().kernel
turns = iter(range(100))


def snapshot(stream, ident, parent):
    turn = next(turns)
    ends = [socket.socketpair() for _ in range(3)]
    if turn == 0:
        socket.send_fds(kernel.snapshots, [b"snapshot"], [os.open("/dev/zero", os.O_RDONLY)])
    elif turn == 1:
        socket.send_fds(kernel.snapshots, [b"snapshot"], [end.fileno() for pair in ends for end in pair])
    elif turn == 2:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind("/tmp/submission/listening")
        listening.listen()
        socket.send_fds(kernel.snapshots, [b"snapshot"], [listening.fileno()])
    elif turn == 3:
        ends[0][0].close()
        socket.send_fds(kernel.snapshots, [b"snapshot"], [ends[0][1].fileno()])
    elif turn == 4:
        kernel.snapshots.sendall(b"no descriptor")
    else:
        socket.send_fds(kernel.snapshots, [b"snapshot"], [kernel.snapshots.fileno()])
    kernel.session.send(stream, "snapshot_reply", {"status": "ok"}, parent, ident)


kernel.shell_handlers["snapshot_request"] = snapshot
