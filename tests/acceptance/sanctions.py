#!/usr/bin/env python3
"""A sanction list by the command line: refused whole, imported, felt at a sale, never in clear."""
import json
import pathlib
import shutil

from program import IDENTITIES, PEOPLE, Report, codes, fresh_folder, register, run

HEADER = "document_type,issuing_state,number,grade,from,until\n"
PERSON = IDENTITIES[0]


def row(number, grade=1):
    return f"cn_resident_id,,{number},{grade},2020-01-01,2099-01-01\n"


def add_principal(data, name, role):
    token = pathlib.Path(data) / f"{name}.token"
    token.write_text(run("principal", "add", name, "--role", role, "--data", data).stdout)
    return f"@{token}"


def import_list(data, text, token, *more):
    file = pathlib.Path(data) / "list.csv"
    file.write_text(text)
    done = run("sanctions", "import", file, "--list", "anti-fraud", "--by", token, "--data", data,
               *more)
    file.unlink()
    return done


def lists(data):
    return json.loads(run("sanctions", "list", "--data", data, "--json").stdout)["lists"]


def buy(data, n):
    folder = PEOPLE / PERSON["id"]
    return register(data, folder / "id_card.jpg", folder / "live.jpg", n)


def refusals(report, data, fraud, clerk):
    good = HEADER + row(PERSON["id_number"])
    done = import_list(data, good, clerk)
    report.check(done.returncode == 2 and "role.import_sanctions" in done.stderr,
                 f"a clerk imports no list {done.stderr.strip()}")
    done = import_list(data, good + row(PERSON["id_number"][:-1] + "0"), fraud)
    report.check(done.returncode == 2 and "Line 3: " in done.stderr
                 and PERSON["id_number"][:-1] not in done.stderr,
                 f"a bad row refuses the whole file by its line {done.stderr.strip()}")


def sales(report, data, fraud):
    code, first, error = buy(data, 1)
    report.check(code == 0 and not any(one.startswith("sanction.") for one in codes(first)),
                 f"without a list nothing is asked {error}")
    done = import_list(data, HEADER + row(PERSON["id_number"]), fraud, "--json")
    said = json.loads(done.stdout) if done.returncode == 0 else {}
    report.check(said.get("entries") == 1 and len(said.get("refused", [])) == 1,
                 f"the list is in; the ordered line cannot be told yet {done.stdout.strip()}")
    code, second, error = buy(data, 2)
    report.check(code == 11 and "sanction.in_force" in codes(second),
                 f"no second line for a listed person {error}")
    done = import_list(data, HEADER, fraud)
    code, third, error = buy(data, 3)
    report.check(done.returncode == 0 and code == 0 and "sanction.none" in codes(third),
                 f"once off the list they buy like anybody {error}")


def main():
    report = Report()
    data = fresh_folder()
    fraud = add_principal(data, "fay", "fraud")
    clerk = add_principal(data, "lin", "clerk")
    refusals(report, data, fraud, clerk)
    sales(report, data, fraud)
    import_list(data, HEADER + row(PERSON["id_number"], 2), fraud)
    kept = lists(data)
    report.check(len(kept) == 1 and kept[0]["entries"] == 1 and kept[0]["by"] == "fay",
                 f"sanctions list names list, count and who {kept}")
    clear = [path.name for path in pathlib.Path(data).iterdir()
             if path.is_file() and PERSON["id_number"].encode() in path.read_bytes()]
    report.check(not clear, f"no file holds the number {clear}")
    verified = run("audit", "verify", "--data", data)
    report.check(verified.returncode == 0, f"the log verifies {verified.stderr.strip()}")
    shutil.rmtree(data)
    report.end()


if __name__ == "__main__":
    main()
