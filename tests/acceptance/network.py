#!/usr/bin/env python3
"""The network's own events: dropped beside a serving truename, imported again, devices told."""
import datetime
import json
import os
import pathlib
import shutil
import signal
import time

from kill import serve
from lines import life_of
from program import IDENTITIES, PEOPLE, Report, fresh_folder, msisdn, register, run


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def event(name, kind, number, device="490154203237518"):
    return json.dumps({"id": name, "kind": kind, "at": now(), "msisdn": number, "device": device})


def wait_for(happened, seconds=30):
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.2)
    return happened()


def dropped_beside_serve(report, data, number):
    """The events of the first file, once the line is active."""
    process, _ = serve(data)
    report.check(wait_for(lambda: life_of(data, number)["state"] == "active"), "the line is active")
    inbox = pathlib.Path(data) / "network_events"
    inbox.mkdir()
    time.sleep(1.1)  # an event has whole seconds, and the holder came less than one ago
    text = event("b1", "scenario_breach", number) + "\n" + event("b2", "device_change", number)
    (inbox / "one.part").write_text(text)
    os.rename(inbox / "one.part", inbox / "one.jsonl")
    told = inbox / "done/one.jsonl"
    report.check(wait_for(told.exists), "a file that is dropped beside serve is taken")
    said = json.loads((inbox / "done/one.jsonl.report.json").read_text())
    report.check(said["moved"] == 1 and said["unheard"] == 1, f"and has a report {said}")
    report.check(life_of(data, number)["state"] == "outgoing-stopped",
                 "use outside its scenario stops the line (R64)")
    process.send_signal(signal.SIGTERM)
    process.wait()
    return text


def imported(report, data, number, text):
    file = pathlib.Path(data) / "again.jsonl"
    file.write_text(text + "\n" + event("b3", "scenario_breach", msisdn(77)) + "\n{broken\n")
    done = run("network", "import", file, "--data", data, "--json")
    said = json.loads(done.stdout)
    report.check(done.returncode == 2, "a broken line shows in the exit code")
    report.check(said["before"] == 1 and said["unknown"] == 1 and said["broken"] == 1
                 and [one["place"] for one in said["left_out"]] == [3, 4],
                 f"told before, unknown and broken are told apart {said}")
    report.check(number.lstrip("+") not in done.stdout, "numbers are masked")
    file.write_text(text)
    report.check(run("network", "import", file, "--data", data).returncode == 0, "else it is 0")


def devices(report, data):
    token = pathlib.Path(data) / "fay.token"
    token.write_text(run("principal", "add", "fay", "--role", "fraud", "--data", data).stdout)
    clerk = run("principal", "add", "lin", "--role", "clerk", "--data", data).stdout.strip()
    listed = run("network", "devices", "--by", f"@{token}", "--data", data, "--json")
    few = json.loads(listed.stdout)
    report.check(few["devices"] == [], "one number is few")
    refused = run("network", "devices", "--by", clerk, "--data", data)
    report.check(refused.returncode == 2 and "see_fraud_signals" in refused.stderr,
                 "devices are for fraud officers")
    wrong = run("network", "devices", "--by", f"@{token}", "--data", data, "--over", "0")
    report.check(wrong.returncode == 2, "a limit of none is bad input")


def main():
    report = Report()
    data = fresh_folder()
    folder = PEOPLE / IDENTITIES[0]["id"]
    code, _, error = register(data, folder / "id_card.jpg", folder / "live.jpg", 1)
    report.check(code == 0, f"a rendered person buys a line {error}")
    text = dropped_beside_serve(report, data, msisdn(1))
    imported(report, data, msisdn(1), text)
    devices(report, data)
    verified = run("audit", "verify", "--data", data)
    report.check(verified.returncode == 0, f"the log verifies {verified.stderr.strip()}")
    shutil.rmtree(data)
    report.end()


if __name__ == "__main__":
    main()
