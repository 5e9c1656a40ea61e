"""HTTP clients that ask for lists without a pause until a line comes in; prints pages/s."""

import socket
import sys
import threading
import time

PATHS = ("/api/v1/drive/recent", "/api/v1/notifications", "/api/v1/people")


def keep_asking(port: int, headers: list[str], stop: threading.Event, count: list[int]) -> None:
    """Ask for one list after the other on one connection."""
    with socket.create_connection(("127.0.0.1", port)) as sock:
        turn = 0
        while not stop.is_set():
            lines = [f"GET {PATHS[turn % len(PATHS)]} HTTP/1.1", "Host: localhost", *headers]
            sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
            read_response(sock)
            count[0] += 1
            turn += 1


def read_response(sock: socket.socket) -> None:
    """Read one response to its end; only good answers count."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += sock.recv(65536)
    head, _, body = text.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(sock.recv(65536))


def main() -> None:
    """Run until told to end."""
    port, clients, headers = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    stop = threading.Event()
    counts = [[0] for _ in range(clients)]
    threads = [
        threading.Thread(target=keep_asking, args=(port, headers, stop, count)) for count in counts
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    sys.stdin.readline()
    stop.set()
    for thread in threads:
        thread.join()
    print(sum(count[0] for count in counts) / (time.monotonic() - started))


if __name__ == "__main__":
    main()
