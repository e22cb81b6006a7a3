#!/usr/bin/env python3
"""The 16 synthetic people through the real program: own card approved, others and attacks not.

`people.py` takes a sample that suits every run; `people.py --all` takes every card, phone photo,
impostor pair and attack picture, and prints the figures that docs/biometrics.md reports.
"""
import csv
import json
import shutil
import sys

import program
from program import IDENTITIES, PEOPLE, Report, fresh_folder, register

FIELDS = {"name": "name", "sex": "sex", "nation": "nation", "birth_date": "birth_date",
          "address": "address", "number": "id_number"}
SEX = {"F": "女", "M": "男"}


def expected(person, field):
    value = person[FIELDS[field]]
    return SEX[value] if field == "sex" else value


def fields_right(person, picture):
    done = program.run("inspect", "--json", PEOPLE / person["id"] / picture)
    read = json.loads(done.stdout)
    return [f"{field}: {read[field]!r}" for field in FIELDS
            if read[field] != expected(person, field)]


def reading(report, people):
    for picture in ("id_card.jpg", "id_card_photo.jpg"):
        right = 0
        for person in people:
            wrong = fields_right(person, picture)
            right += not wrong
            if wrong:
                print(f"        {person['id']} {picture}: {'; '.join(wrong)}")
        floor = len(people) if picture == "id_card.jpg" else len(people) * 14 // 16
        report.check(right >= floor, f"six fields right: {right} of {len(people)} {picture}")


def genuine(report, people):
    for picture in ("id_card_photo.jpg", "id_card.jpg"):
        approved = 0
        for n, person in enumerate(people):
            data = fresh_folder()
            folder = PEOPLE / person["id"]
            code, printed, error = register(data, folder / picture, folder / "live.jpg", n)
            approved += code == 0
            if code != 0:
                print(f"        {person['id']}: {code} {error or program.codes(printed)}")
            shutil.rmtree(data)
        report.check(approved >= len(people) * 15 // 16,
                     f"own {picture} and own live image approved: {approved} of {len(people)}")


def never_approved(report, what, pairs, allowed=0):
    approved = []
    for n, (document, probe) in enumerate(pairs):
        data = fresh_folder()
        code, printed, _ = register(data, document, probe, n)
        if code == 0:
            approved.append(f"{document.parent.name}+{probe.name}")
        if printed is None:
            report.check(False, f"{what}: {probe} gave no decision")
        shutil.rmtree(data)
    report.check(len(approved) <= allowed,
                 f"{what}: {len(approved)} of {len(pairs)} approved {' '.join(approved)}")


def acting(report, holder, agent):
    """An agent's face is held to the agent's own portrait; the holder's stands for nobody."""
    card = "id_card.jpg"
    for live, expected in ((agent, 0), (holder, None)):
        data = fresh_folder()
        code, printed, error = register(
            data, PEOPLE / holder["id"] / card, PEOPLE / live["id"] / "live.jpg", 1,
            "--applicant", "agent", "--shown", "authorisation",
            "--acting-document", PEOPLE / agent["id"] / card)
        right = code == 0 if expected == 0 else printed is not None and code != 0
        report.check(right, f"{agent['id']} buys for {holder['id']}, face of {live['id']}: "
                            f"exit {code} {error if printed is None else ''}")
        shutil.rmtree(data)


def main():
    everything = "--all" in sys.argv
    report = Report()
    people = IDENTITIES if everything else IDENTITIES[:2]
    with open(PEOPLE / "impostor_pairs.csv") as file:
        rows = list(csv.DictReader(file))
    impostors = [(PEOPLE / row["portrait_of"] / "id_card.jpg", PEOPLE / row["live_of"] / "live.jpg")
                 for row in rows]
    attacks = {kind: [(PEOPLE / f"p{i:02d}/id_card.jpg", PEOPLE / f"attacks/p{i:02d}_{kind}.jpg")
                      for i in range(1, 7)] for kind in ("print_phone_photo", "screen")}
    few = None if everything else 2
    reading(report, people)
    genuine(report, people)
    never_approved(report, "card of one, live image of another", impostors[:few])
    never_approved(report, "print_phone_photo attack", attacks["print_phone_photo"][:few])
    never_approved(report, "screen attack", attacks["screen"][:few], allowed=1)
    acting(report, IDENTITIES[0], IDENTITIES[1])
    report.end()


main()
