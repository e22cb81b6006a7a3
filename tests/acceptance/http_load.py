#!/usr/bin/env python3
"""What unfinished bodies cost: 20 senders of 20 MiB that never end, resident memory of the server.

Prints the resident memory before and under that load; loopback, no face is looked at.
"""
import pathlib
import shutil
import socket
import time
import urllib.request

from kill import serve
from program import Report, fresh_folder

SENDERS = 20
MIB = 1024 * 1024
MOST_MIB = 450
HEAD = ("POST /v1/registrations HTTP/1.1\r\nHost: a\r\nIdempotency-Key: k\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {20 * MIB + 1}\r\n\r\n").encode()


def resident_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def begin(port):
    sender = socket.create_connection(("127.0.0.1", port))
    sender.settimeout(10)
    sender.sendall(HEAD)
    try:
        sender.sendall(bytes(20 * MIB))
    except OSError:
        pass  # refused and closed while sending
    return sender


def answer_of(sender):
    sender.settimeout(0.2)
    try:
        return sender.recv(4096)
    except OSError:
        return b""


def main():
    report = Report()
    data = fresh_folder()
    process, base = serve(data)
    before = resident_mib(process)
    senders = [begin(int(base.rsplit(":", 1)[1])) for _ in range(SENDERS)]
    time.sleep(1)
    under = resident_mib(process)
    refused = sum(answer_of(sender).startswith(b"HTTP/1.1 503") for sender in senders)
    print(f"resident: {before} MiB idle, {under} MiB under {SENDERS} unfinished bodies of 20 MiB;"
          f" {refused} answered 503")
    report.check(under < MOST_MIB, f"resident stays under {MOST_MIB} MiB")
    report.check(refused > 0, "what has no room is answered 503")
    assert process.poll() is None, "the server ended under the load"
    with urllib.request.urlopen(base + "/healthz", timeout=2) as answer:
        report.check(answer.status == 200, "health answers meanwhile")
    for sender in senders:
        sender.close()
    process.terminate()
    process.wait()
    shutil.rmtree(data)
    report.end()


main()
