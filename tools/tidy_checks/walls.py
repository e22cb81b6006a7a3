"""Walls: which room may include which, and where third-party headers and exceptions stand."""
import re

from .tree import Offence, table_rows

INCLUDE = re.compile(r'(?m)^\s*#\s*include\s+([<"])([^>"]+)[>"]')
SYSTEM = re.compile(  # the C++ library has no slash and no .h; these are what POSIX and C add
    r"^([a-z_0-9]+|(sys|netinet|arpa|net|linux)/[\w/]+\.h"
    r"|(unistd|fcntl|signal|poll|pthread|dirent|time|errno|string|stdlib|stdint)\.h)$")
TEST_FILES = ("_test.cc", "_for_test.h")
TEST_ONLY = re.compile(r"^(gtest|gmock)/")
EVERYTHING = "everything"


def read_rooms(tree):
    page = tree.get("ARCHITECTURE.md")
    rows = table_rows(page.text, "room") if page else []
    return {room: [] if allowed == "nothing" else [a.strip() for a in allowed.split(",")]
            for room, _, allowed in rows}


def read_third_parties(tree):
    page = tree.get("ARCHITECTURE.md")
    rows = table_rows(page.text, "headers") if page else []
    return {headers: path for headers, _, path in rows}


def may_include(rooms, room, target):
    allowed = rooms[room]
    target_room = target.split("/", 1)[0]
    if target_room in (room, "base") or allowed == [EVERYTHING]:
        return True
    return target_room in allowed or target in allowed


def check_rooms(tree):
    rooms = read_rooms(tree)
    if not rooms:
        yield Offence("ARCHITECTURE.md", 1, "the table of rooms is missing")
        return
    found = {source.room for source in tree.cxx if source.room}
    for room in sorted(found - set(rooms)):
        yield Offence(f"src/{room}", 1, "this room has no row in ARCHITECTURE.md")
    for source in tree.cxx:
        if source.room in rooms:
            yield from check_includes(source, rooms)


def check_includes(source, rooms):
    for match in INCLUDE.finditer(source.code):
        quote, target = match.groups()
        if quote == '"' and target.split("/", 1)[0] not in rooms:
            yield Offence(source.path, source.line_at(match.start(1)),
                          f'"{target}" must be written from its room: "room/file.h"')
        elif quote == '"' and not may_include(rooms, source.room, target):
            yield Offence(source.path, source.line_at(match.start(1)),
                          f'{source.room} may not include "{target}" (ARCHITECTURE.md, Rooms)')


def library_of(header, parties):
    """The row that a header falls under: the header without .h, or one of its folders."""
    stem = re.sub(r"\.(h|hpp)$", "", header)
    candidates = [row for row in parties if stem == row or re.match(re.escape(row) + r"[/_]", stem)]
    return max(candidates, key=len, default=None)


def check_third_parties(tree):
    parties = read_third_parties(tree)
    for source in tree.cxx:
        for match in INCLUDE.finditer(source.code):
            quote, header = match.groups()
            if quote == '"' or SYSTEM.match(header):
                continue
            if TEST_ONLY.match(header) and source.path.endswith(TEST_FILES):
                continue
            row = library_of(header, parties)
            if row is None or parties[row] != source.path:
                home = parties.get(row, "no file: add a row to ARCHITECTURE.md first")
                yield Offence(source.path, source.line_at(match.start(1)),
                              f"<{header}> belongs in {home}")
    for row, path in parties.items():
        if path not in tree.paths:
            yield Offence("ARCHITECTURE.md", 1, f"the file for {row} headers, {path}, is not there")


def check_exceptions(tree):
    """throw nowhere; catch only where a third party's header stands."""
    wrappers = set(read_third_parties(tree).values())
    for source in tree.cxx:
        for match in re.finditer(r"\bthrow\b|\bcatch\s*\(|\btry\s*\{", source.bare):
            word = match[0].split("(")[0].split("{")[0].strip()
            if word == "throw" or source.path not in wrappers:
                yield Offence(source.path, source.line_at(match.start()),
                              f"{word}: failures are Result; exceptions end in a wrapper file")


def check_sql(tree):
    pattern = re.compile(r"\b(SELECT\s.{0,200}?\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO"
                         r"|UPDATE\s+\w+\s+SET|DELETE\s+FROM"
                         r"|CREATE\s+(TABLE|INDEX)|PRAGMA\s+\w)", re.S)
    for source in tree.under("src", "web", "tools"):
        if source.room == "storage" or source.path.startswith("tools/tidy"):
            continue
        for match in pattern.finditer(source.code):
            yield Offence(source.path, source.line_at(match.start()),
                          "SQL stands in src/storage and sql/ alone")


CHECKS = [check_rooms, check_third_parties, check_exceptions, check_sql]
