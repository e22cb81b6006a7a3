#!/usr/bin/env python3
"""kill -9 at random moments under load: what was acknowledged is there, and the log verifies.

`kill.py [ROUNDS]`; each round serves, lets four clerks register over HTTP, kills, and verifies.
"""
import itertools
import json
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

import program
from program import IDENTITIES, PEOPLE, Report, fresh_folder, iccid, msisdn, run

CLERKS = 4
READY_S = 60  # it takes one; a machine full of other work was seen to take ten


def multipart(parts):
    """RFC 7578 by hand: (body, content type)."""
    boundary = uuid.uuid4().hex
    body = b""
    for name, kind, content in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        head += f'; filename="{name}.jpg"' if kind.startswith("image/") else ""
        body += f"{head}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def post_registration(base, key, n, document, probe, timeout=60):
    claim = {"policy": "cn-2019-12", "msisdn": msisdn(n), "iccid": iccid(n),
             "accept_terms": True, "consent_face": True}
    body, kind = multipart([("claim", "application/json", json.dumps(claim).encode()),
                            ("document", "image/jpeg", document), ("probe", "image/jpeg", probe)])
    request = urllib.request.Request(base + "/v1/registrations", data=body, method="POST",
                                     headers={"Content-Type": kind, "Idempotency-Key": key})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(data, policy="cn-2019-12", flags=("--open-counter",)):
    """Starts the server and waits until it is ready: (process, address)."""
    port = free_port()
    program.put_pack_in_force(data, policy)
    process = subprocess.Popen([program.BINARY, "serve", "--data", data, "--policy", policy,
                                "--port", str(port), *flags], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(base + "/healthz", timeout=1).read()
            return process, base
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise SystemExit(f"the server ended or is not ready after {READY_S} s; run truename serve"
                     f" on {data} by hand to see why.")


class Load:
    """Clerks who register one line after another until told to stop."""

    def __init__(self, base, acknowledged, counter):
        self.base, self.acknowledged, self.counter = base, acknowledged, counter
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.clerk, daemon=True) for _ in range(CLERKS)]
        for thread in self.threads:
            thread.start()

    def clerk(self):
        while not self.stop.is_set():
            n = next(self.counter)
            folder = PEOPLE / IDENTITIES[n % len(IDENTITIES)]["id"]
            try:
                answer = post_registration(self.base, f"kill-{n}", n,
                                           (folder / "id_card.jpg").read_bytes(),
                                           (folder / "live.jpg").read_bytes())
                self.acknowledged.append(answer["case_id"])
            except urllib.error.HTTPError:
                time.sleep(0.2)
            except (OSError, ValueError):
                return  # killed under us: whatever it was doing was never acknowledged


def one_round(data, acknowledged, counter, longest_s):
    process, base = serve(data)
    load = Load(base, acknowledged, counter)
    time.sleep(random.uniform(0.05, longest_s))
    process.kill()
    load.stop.set()
    process.wait()
    for thread in load.threads:
        thread.join()
    return run("audit", "verify", "--data", data, "--json")


def all_present(data, acknowledged):
    process, base = serve(data)
    present = 0
    for case in acknowledged:
        with urllib.request.urlopen(f"{base}/v1/registrations/{case}", timeout=10) as answer:
            present += json.load(answer)["case_id"] == case
    process.terminate()
    process.wait()
    return present


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    random.seed(2026)
    report = Report()
    data = fresh_folder()
    acknowledged, broken = [], []
    counter = itertools.count(1)  # shared by the clerks: next() of it is one step
    done = -1
    # A busy machine may be killed before it answered anybody; a few more rounds then.
    while done + 1 < rounds or (not acknowledged and done < rounds + 20):
        done += 1
        verified = one_round(data, acknowledged, counter, longest_s=4)
        if verified.returncode != 0:
            broken.append(f"round {done}: {verified.stderr.strip()}")
        if done % 10 == 9 or done + 1 >= rounds:
            print(f"kill: {done + 1} of {rounds} rounds, {len(acknowledged)} acknowledged",
                  flush=True)
    report.check(not broken, f"the log verifies after each of {done + 1} kills {broken[:3]}")
    present = all_present(data, acknowledged)
    report.check(acknowledged and present == len(acknowledged),
                 f"{present} of {len(acknowledged)} acknowledged registrations are present")
    shutil.rmtree(data)
    report.end()


if __name__ == "__main__":
    main()
