#!/usr/bin/env python3
"""Style as a test: prints every offence against style.md's checkable half, and fails on any.

There is no list of exceptions. What is looked at: walls.py (includes, third parties, exceptions,
SQL), shape.py (sizes, openings, assertions), leaks.py (TRY where the compiler leaks), words.py
(glossary, R19, non-goals, machine paths), dead.py (files that nothing uses). The tables it obeys
stand in ARCHITECTURE.md and GLOSSARY.md.
Usage: tidy.py [ROOT]
"""
import pathlib
import sys

from tidy_checks import dead, leaks, shape, walls, words
from tidy_checks.tree import read_tree

CHECKS = walls.CHECKS + shape.CHECKS + leaks.CHECKS + words.CHECKS + dead.CHECKS


def offences_of(root):
    tree = read_tree(root)
    return [offence for check in CHECKS for offence in check(tree)]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    offences = offences_of(root)
    for offence in offences:
        print(offence)
    print(f"tidy: {len(offences)} offences" if offences else "tidy: nothing to say")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main())
