#!/usr/bin/env python3
"""Many applications for one identity at once over HTTP: never more lines than allowed (R67, R71).

`cap_race.py [APPLICATIONS]`, 200 without. Eight kept-alive connections apply for one person under
cn-2025-06, each time with another number, card and key, by network credential: the cheapest way
that takes the whole path from request to decision and commit. Meanwhile the database is looked at
from beside the server. First as the pack is shipped, where three openings a day are the limit;
then under a copy without that limit, so that nothing but the cap of five stands in the way.
"""
import collections
import http.client
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import sys
import threading
import time
import urllib.parse

from kill import multipart, serve
from program import HOME, Report, fresh_folder, iccid, msisdn, run
from wallet import Issuer, Wallet

POLICY = "cn-2025-06"
CAP = 5
DAY_LIMIT = 3
CONNECTIONS = 8
# The example of GB 11643; nobody's number.
PERSON = {"name": "测试人", "document_number": "11010519491231002X",
          "document_type": "cn_resident_id", "birthdate": "1949-12-31"}


class Race:
    """Eight applicants, one connection each, who take the next sale until there is none."""

    def __init__(self, base, wallet, applications):
        self.address = urllib.parse.urlsplit(base).netloc
        self.wallet = wallet
        self.sales = itertools.count(1)  # shared: next() of it is one step
        self.applications = applications
        self.outcomes = collections.Counter()
        self.approved, self.broken, self.conflicts = [], [], 0
        self.start = threading.Barrier(CONNECTIONS)
        self.threads = [threading.Thread(target=self.applicant) for _ in range(CONNECTIONS)]

    def run(self):
        began = time.monotonic()
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join()
        return time.monotonic() - began

    def applicant(self):
        connection = http.client.HTTPConnection(self.address, timeout=120)
        self.start.wait()
        for sale in self.sales:
            if sale > self.applications:
                break
            try:
                self.settle(connection, sale)
            except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
                self.broken.append(f"sale {sale}: {error!r}")
                break
        connection.close()

    def settle(self, connection, sale):
        """Until there is a decision: whom others overtook three times must ask again (409)."""
        status, told = self.apply(connection, sale)
        while status == 409:
            self.conflicts += 1
            status, told = self.apply(connection, sale)
        self.note(sale, status, told)

    def apply(self, connection, sale):
        connection.request("POST", "/v1/credentials/challenge")
        nonce = json.load(connection.getresponse())["nonce"]
        claim = {"policy": POLICY, "msisdn": msisdn(sale), "iccid": iccid(sale),
                 "accept_terms": True, "consent_face": False,
                 "application": {"way": "network_credential"},
                 "presentation": {"text": self.wallet.present(nonce), "nonce": nonce}}
        body, kind = multipart([("claim", "application/json", json.dumps(claim).encode())])
        connection.request("POST", "/v1/registrations", body,
                           {"Content-Type": kind, "Idempotency-Key": f"race-{sale}"})
        answer = connection.getresponse()
        return answer.status, json.load(answer)

    def note(self, sale, status, told):
        # A reason that speaks for the approval has no hint.
        reasons = {(one["code"], one["rule"]) for one in told.get("reasons", []) if one["hint"]}
        if status == 201 and told["outcome"] == "approved":
            self.approved.append(sale)
            self.outcomes["approved"] += 1
        else:
            self.outcomes[f"{status} {told.get('outcome', told)} {sorted(reasons)}"] += 1


class Watch(threading.Thread):
    """Counts the lines of every holder in the database until told to stop; keeps the most."""

    MOST = ("SELECT coalesce(max(lines), 0) FROM (SELECT count(*) AS lines FROM lives"
            " WHERE holder IS NOT NULL GROUP BY holder)")

    def __init__(self, data):
        super().__init__()
        self.path = (pathlib.Path(data) / "truename.db").as_uri() + "?mode=ro"
        self.stop = threading.Event()
        self.most = self.looks = 0

    def run(self):
        database = sqlite3.connect(self.path, uri=True, timeout=60)
        while True:
            last = self.stop.is_set()
            self.most = max(self.most, database.execute(self.MOST).fetchone()[0])
            self.looks += 1
            if last:
                break
            self.stop.wait(0.02)
        database.close()


def active_lines(data, sales, seconds=30):
    """Of the approved sales, once the server has activated them."""
    deadline = time.monotonic() + seconds
    while True:
        shown = [json.loads(run("line", "show", msisdn(sale), "--data", data, "--json").stdout)
                 for sale in sales]
        active = [life for life in shown if life["state"] == "active"]
        if len(active) == len(sales) or time.monotonic() > deadline:
            return active
        time.sleep(0.5)


def home_without_day_limit():
    """The program's files, but for one number of one pack."""
    home = pathlib.Path(fresh_folder())
    for entry in HOME.iterdir():
        if entry.name not in ("policies", ".git"):
            (home / entry.name).symlink_to(entry)
    shutil.copytree(HOME / "policies", home / "policies")
    pack = home / "policies" / f"{POLICY}.toml"
    text = pack.read_text()
    limit = f", identity_day = {DAY_LIMIT} }}"
    if limit not in text:
        raise SystemExit(f"{POLICY} has no {limit}; mend this test.")
    pack.write_text(text.replace(limit, " }"))
    return home


def race(report, applications, allowed, refusal):
    """One race in a data folder of its own: `allowed` lines, and every other told `refusal`."""
    data = fresh_folder()
    issuer = Issuer()
    issuer.install(data)
    process, base = serve(data, POLICY)
    watch = Watch(data)
    watch.start()
    race = Race(base, Wallet(issuer, PERSON), applications)
    seconds = race.run()
    watch.stop.set()
    watch.join()
    active = active_lines(data, race.approved)
    process.terminate()
    process.wait()

    print(f"{applications} applications over {CONNECTIONS} connections in {seconds:.1f} s"
          f" ({applications / seconds:.0f} /s), {race.conflicts} asked again:"
          f" {dict(race.outcomes)}")
    report.check(not race.broken, f"every application is answered {race.broken[:3]}")
    report.check(len(active) == len(race.approved) == allowed,
                 f"{len(race.approved)} approved, {len(active)} active, {allowed} allowed")
    report.check(watch.most == allowed,
                 f"at most {watch.most} lines of one holder in {watch.looks} looks meanwhile")
    refused = race.outcomes[refusal]
    report.check(refused == applications - allowed, f"{refused} others are told {refusal}")
    verified = run("audit", "verify", "--data", data, timeout=600)
    report.check(verified.returncode == 0, f"the log verifies {verified.stderr.strip()}")
    shutil.rmtree(data)


def main():
    applications = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    report = Report()
    race(report, min(applications, 200), DAY_LIMIT,
         "201 referred [('batch.identity_day_reached', 'batch-limits')]")
    home = home_without_day_limit()
    os.environ["TRUENAME_HOME"] = str(home)
    race(report, applications, CAP, "201 rejected [('line.cap_reached', 'line-cap')]")
    shutil.rmtree(home)
    report.end()


if __name__ == "__main__":
    main()
