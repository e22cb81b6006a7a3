"""Runs the truename binary for the acceptance tests; no assertions live here."""
import json
import os
import pathlib
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = os.environ.get("TRUENAME_BINARY", str(HOME / "build/release/truename"))
PEOPLE = HOME / "tests/fixtures/people"
IDENTITIES = json.loads((PEOPLE / "people.json").read_text())["identities"]


def run(*arguments, timeout=120):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                          timeout=timeout)


def luhn(digits):
    """The check digit that makes digits + it hold (ISO/IEC 7812-1 Annex B)."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        value = int(c) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def iccid(n):
    body = f"898600{n:012d}"
    return body + luhn(body)


def msisdn(n):
    return f"+861380{n:07d}"


def register(data, document, probe, n, *more):
    """One registration by the command line: (exit code, printed object or None, stderr)."""
    done = run("register", "--data", data, "--policy", "cn-2019-12", "--document", document,
               "--probe", probe, "--msisdn", msisdn(n), "--iccid", iccid(n),
               "--accept-terms", "--consent-face", "--json", *more)
    printed = json.loads(done.stdout) if done.stdout.strip().startswith("{") else None
    return done.returncode, printed, done.stderr.strip()


def put_pack_in_force(data, pack="cn-2019-12"):
    """What two administrators would do; repeats change nothing."""
    subprocess.run([HOME / "tools/demonstrate.sh", BINARY, data, pack], check=True)


def codes(printed):
    return [reason["code"] for reason in printed["reasons"]]


def fresh_folder():
    return tempfile.mkdtemp(prefix="truename-")


class Report:
    """Counts and says what held; ends the script with the exit code."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, what):
        self.passed += bool(holds)
        self.failed += not holds
        print(("ok      " if holds else "FAILED  ") + what, flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        raise SystemExit(1 if self.failed else 0)
