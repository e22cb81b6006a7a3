#!/usr/bin/env python3
"""The check of ./dev run: one synthetic subscriber through the public HTTP API, receipt verified.

Usage: first_registration.py ADDRESS BINARY SERVER_PID. Waits until the server is ready, posts the
rendered person p01 (nobody real, tests/fixtures/people), prints the decision and its reasons,
fetches the receipt and has BINARY prove it. The idempotency key is fixed: a second start gets the
first answer back and no second line is opened.
"""
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

HOME = pathlib.Path(__file__).resolve().parent.parent
PERSON = HOME / "tests" / "fixtures" / "people" / "p01"
RECEIPT = HOME / "build" / "first_receipt.json"
KEY = "dev-run-first-registration"
CLAIM = {"msisdn": "+8619900000001", "iccid": "89860000000000000019",
         "accept_terms": True, "consent_face": True}
BOUNDARY = "truename-first-registration"  # fixed, so that the body is the same at every start
READY_SECONDS = 30  # the promise is 1.5 s; a busy machine may take longer
ANSWER_SECONDS = 60


def stop(sentence):
    sys.exit(f"check: {sentence}")


def wait_until_ready(address, server):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            os.kill(server, 0)
            urllib.request.urlopen(address + "/healthz", timeout=2).close()
            return
        except ProcessLookupError:
            stop("truename stopped at its start; its own message stands above.")
        except OSError:
            time.sleep(0.05)
    stop(f"truename is not ready after {READY_SECONDS} s; its own message may stand above.")


def multipart(parts):
    body = b""
    for name, kind, content in parts:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        head += f'; filename="{name}.jpg"' if kind == "image/jpeg" else ""
        body += f"{head}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def ask(request):
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        stop(f"the server answered {error.code}: {sentence_of(error.read())}")
    except OSError as error:
        stop(f"the server did not answer ({error}); its own message may stand above.")


def sentence_of(problem):
    try:
        return json.loads(problem)["detail"]
    except (ValueError, KeyError):
        return problem[:200].decode(errors="replace")


def register(address):
    body = multipart([
        ("claim", "application/json", json.dumps(CLAIM).encode()),
        ("document", "image/jpeg", (PERSON / "id_card_photo.jpg").read_bytes()),
        ("probe", "image/jpeg", (PERSON / "live.jpg").read_bytes())])
    headers = {"Idempotency-Key": KEY, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return json.loads(ask(urllib.request.Request(address + "/v1/registrations", data=body,
                                                 headers=headers, method="POST")))


def prove(address, binary, case_id):
    RECEIPT.write_bytes(ask(f"{address}/v1/registrations/{case_id}/receipt"))
    done = subprocess.run([binary, "audit", "prove", "--receipt", RECEIPT, "--json"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        stop(f"the receipt does not verify: {done.stderr.strip()}")
    return json.loads(done.stdout)


def main():
    address, binary, server = sys.argv[1], sys.argv[2], int(sys.argv[3])
    wait_until_ready(address, server)
    print("check: a synthetic subscriber (tests/fixtures/people/p01) asks for a line over HTTP")
    decision = register(address)
    print(f"check: decision {decision['outcome']}, case {decision['case_id']}")
    for reason in decision["reasons"]:
        print(f"check:   {reason['code']}: {reason['rule']} ({reason['citation']})")
    proof = prove(address, binary, decision["case_id"])
    print(f"check: receipt verified: leaf {proof['leaf_index']} of {proof['size']},"
          f" root {proof['root']}", flush=True)
    if decision["outcome"] != "approved":
        stop("this subscriber must be approved; use a fresh folder: TRUENAME_DATA=FOLDER ./dev run")


main()
