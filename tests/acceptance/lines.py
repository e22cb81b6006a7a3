#!/usr/bin/env python3
"""A sold line over its first days: ordered, carried out, active; what the verbs about lines say."""
import json
import pathlib
import shutil
import signal
import time

from kill import serve
from program import IDENTITIES, PEOPLE, Report, fresh_folder, msisdn, register, run


def life_of(data, number):
    done = run("line", "show", number, "--data", data, "--json")
    return json.loads(done.stdout) if done.returncode == 0 else None


def orders(data):
    text = (pathlib.Path(data) / "orders.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


def serve_until_active(data, number, seconds=20):
    """Serves until the worker has activated the line: the states that were seen."""
    process, _ = serve(data)
    seen = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and "active" not in seen:
        seen.append(life_of(data, number)["state"])
        time.sleep(0.2)
    time.sleep(1.5)  # the active state is an order of its own
    process.send_signal(signal.SIGTERM)
    process.wait()
    return seen


def main():
    report = Report()
    data = fresh_folder()
    folder = PEOPLE / IDENTITIES[0]["id"]
    code, sold, error = register(data, folder / "id_card.jpg", folder / "live.jpg", 1)
    report.check(code == 0, f"a rendered person buys a line {error}")
    if code != 0:
        raise SystemExit("without a line there is nothing to look at")
    number = msisdn(1)
    life = life_of(data, number)
    report.check(life["state"] == "ordered" and life["proof"] == sold["case_id"],
                 "it is ordered, and the case is its proof (R44)")

    due = run("timers", "due", "--data", data, "--at", "2099-01-01", "--json")
    first = json.loads(due.stdout)["due"][0]
    report.check(first["clock"] == "activation-wait" and first["rule"] == "line-order-lapses"
                 and first["citation"], "timers due names clock, rule and citation")
    report.check(number.lstrip("+") not in due.stdout and "*" in first["msisdn"],
                 "and masks the number")

    serve_until_active(data, number)
    report.check(life_of(data, number)["state"] == "active", "a served line becomes active")
    texts = [order["order"] for order in orders(data)]
    report.check(texts[0].startswith("card:") and texts[1] == "state:ordered"
                 and "state:active" in texts, f"the network got its orders {texts}")
    ids = [order["id"] for order in orders(data)]
    report.check(len(ids) == len(set(ids)), "each of them once")

    history = json.loads(run("line", "history", number, "--data", data, "--json").stdout)
    rules = [event["rule"] for event in history["events"]]
    report.check(rules == ["line-order", "line-activate"], f"the history names its rules {rules}")
    for verb in (["line", "show"], ["line", "history"]):
        said = run(*verb, number, "--data", data)
        report.check(said.returncode == 0 and "active" in said.stdout, " ".join(verb) + " in words")
    report.check(run("line", "show", msisdn(2), "--data", data).returncode == 2,
                 "a number that nothing happened to is not found")
    report.check(run("timers", "due", "--data", data, "--at", "soon").returncode == 2,
                 "a date that is none is bad input")

    code, again, error = register(data, folder / "id_card.jpg", folder / "live.jpg", 1)
    report.check(code == 0 and again["case_id"] == sold["case_id"] or code == 11,
                 f"the number is not sold twice {error}")
    verified = run("audit", "verify", "--data", data)
    report.check(verified.returncode == 0, f"the log verifies {verified.stderr.strip()}")
    shutil.rmtree(data)
    report.end()


if __name__ == "__main__":
    main()
