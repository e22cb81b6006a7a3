#!/usr/bin/env python3
"""The same sale by three ways under one pack: with the face, seen by two persons, by a credential.

`ways.py [SALES]`, 3 a way without. Each way must end approved (R13, R34, R14); printed is what the
program takes of each, request by request over HTTP, so that the way without a face is not the slow
one (R41). How long people take is not in it.
"""
import json
import pathlib
import shutil
import statistics
import sys
import time
import urllib.request

from kill import multipart, serve
from program import IDENTITIES, PEOPLE, Report, fresh_folder, iccid, msisdn, run
from wallet import Issuer, Wallet

POLICY = "cn-2025-06"


class Counter:
    """A clerk and a reviewer, each with a token."""

    def __init__(self, data, base):
        self.base = base
        tokens = pathlib.Path(data) / "demonstration"
        self.tokens = {who: (tokens / f"demonstration-{who}.token").read_text().strip()
                       for who in ("clerk", "reviewer")}

    def post(self, path, who, key, body=b"", kind="application/json"):
        request = urllib.request.Request(self.base + path, data=body, method="POST", headers={
            "Authorization": f"Bearer {self.tokens[who]}", "Content-Type": kind,
            "Idempotency-Key": key})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def sell(self, n, pictures, **claim):
        claim = {"policy": POLICY, "msisdn": msisdn(n), "iccid": iccid(n), "accept_terms": True,
                 "consent_face": False, **claim}
        parts = [("claim", "application/json", json.dumps(claim).encode())]
        parts += [(name, "image/jpeg", path.read_bytes()) for name, path in pictures.items()]
        body, kind = multipart(parts)
        return self.post("/v1/registrations", "clerk", f"sale-{n}", body, kind)

    def by_face(self, n, person):
        folder = PEOPLE / person["id"]
        return self.sell(n, {"document": folder / "id_card.jpg", "probe": folder / "live.jpg"},
                         consent_face=True)

    def by_two_persons(self, n, person):
        first = self.sell(n, {"document": PEOPLE / person["id"] / "id_card.jpg"},
                          application={"way": "attended_visual"}, person_checked=True)
        return self.post(f"/v1/registrations/{first['case_id']}/confirmation", "reviewer",
                         f"confirmation-{n}", json.dumps({"seen": "same_person"}).encode())

    def by_credential(self, n, wallet):
        nonce = self.post("/v1/credentials/challenge", "clerk", f"challenge-{n}")["nonce"]
        return self.sell(n, {}, application={"way": "network_credential"},
                         presentation={"text": wallet.present(nonce), "nonce": nonce})


def main():
    sales = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    report = Report()
    data = fresh_folder()
    issuer = Issuer()
    issuer.install(data)
    process, base = serve(data, POLICY, flags=())
    counter = Counter(data, base)
    ways = {"face": counter.by_face, "two persons": counter.by_two_persons,
            "credential": lambda n, person: counter.by_credential(n, Wallet(issuer, {
                "name": person["name"], "document_number": person["id_number"],
                "document_type": "cn_resident_id", "birthdate": person["birth_date"]}))}
    n = 0
    medians = {}
    for name, sell in ways.items():
        seconds, told = [], []
        for person in IDENTITIES[:sales]:
            n += 1
            began = time.monotonic()
            told.append(sell(n, person))
            seconds.append(time.monotonic() - began)
        approved = sum(one["outcome"] == "approved" for one in told)
        reasons = [reason["code"] for one in told if one["outcome"] != "approved"
                   for reason in one["reasons"]]
        medians[name] = statistics.median(seconds)
        report.check(approved == sales, f"{name}: {approved} of {sales} approved, median "
                                        f"{1000 * medians[name]:.0f} ms {reasons}")
    process.terminate()
    process.wait()
    for name, median in medians.items():
        print(f"        {name}: x{median / medians['face']:.2f} of the face")
    verified = run("audit", "verify", "--data", data, timeout=600)
    report.check(verified.returncode == 0, f"the log verifies {verified.stderr.strip()}")
    shutil.rmtree(data)
    report.end()


main()
