#!/usr/bin/env python3
"""kill -9 during simulated years on disk: the log verifies, and the past replays to the lines.

`simulate_kill.py [ROUNDS]`; each round simulates on one folder, kills at a random moment, and
verifies (which replays every number's events to its life); the next round goes on from there.
"""
import json
import random
import shutil
import subprocess
import sys
import time

import program
from program import Report, fresh_folder, run

PEOPLE = "2000"


def simulate(data, *more):
    return [program.BINARY, "simulate", "--data", data, "--people", PEOPLE, "--years", "5",
            "--seed", "3", "--batch", "8", "--json", *more]


def killed_run(data, seconds):
    process = subprocess.Popen(simulate(data), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    alive = process.poll() is None
    process.kill()
    said = process.communicate()[1]
    return alive, said.strip().splitlines()[-1:]


def verified_size(data):
    done = run("audit", "verify", "--data", data, "--json", timeout=900)
    return (json.loads(done.stdout)["size"], "") if done.returncode == 0 else (None, done.stderr)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    report, random_ms, data, size, killed = Report(), random.Random(11), fresh_folder(), 0, 0
    for number in range(rounds):
        alive, said = killed_run(data, random_ms.uniform(0.2, 0.8))
        killed += alive
        now, error = verified_size(data)
        if now is None or now < size:
            raise SystemExit(f"round {number}: {size} leaves before, {now} now {error} {said}")
        size = now
    report.check(killed == rounds, f"{killed} of {rounds} runs were killed while they worked")
    report.check(size > rounds, f"{size} leaves after {rounds} kills, verified after each")
    last = subprocess.run(simulate(data, "--events-limit", "500"), capture_output=True, text=True,
                          timeout=900)
    told = json.loads(last.stdout) if last.returncode == 0 else {}
    report.check(told.get("invariant_breaks") == 0 and told.get("replayed", 0) >= size,
                 f"the whole past replays to the lines: {told.get('replayed')} changes, "
                 f"{told.get('events_per_s', 0):.0f} events/s at last {last.stderr[-200:]}")
    shutil.rmtree(data)
    report.end()


if __name__ == "__main__":
    main()
