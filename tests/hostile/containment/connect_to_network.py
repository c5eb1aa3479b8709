"""Reach the network: this machine's ports, the internet, name servers, and sockets in files."""
# %% before answer
import socket
import urllib.request

for address in (("127.0.0.1", LISTENING_PORT), ("localhost", LISTENING_PORT), ("1.1.1.1", 53), ("192.168.0.1", 80)):
    try:
        socket.create_connection(address, timeout=0.5)
        print("BRE" "ACH", address)
    except OSError as error:
        print(address, error)
try:
    print("BRE" "ACH", socket.getaddrinfo("example.com", 80))
except OSError as error:
    print(error)
try:
    urllib.request.urlopen("http://example.com", timeout=0.5)
    print("BRE" "ACH")
except OSError as error:
    print(error)
for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0"):
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print("BRE" "ACH", path)
    except OSError as error:
        print(error)
print(open("/proc/net/tcp").read())
