"""Leaks: GCC 12 forgets the members already made when a TRY leaves an initialiser list."""
import re

from .shape import without_macros
from .tree import Offence

# What stands before the brace of a block; before any other brace stands a value being made.
BLOCK = re.compile(r"(^|[;{}):]|\b(else|do|try|const|noexcept|override|mutable)|\)\s*->[^;{}]*)$")
NAMED_BLOCK = re.compile(r"\b(namespace|class|struct|union|enum)\b[^;{}()=]*$")


def braces_around(bare):
    """(offset, whether an initialiser list is open around it) of every TRY."""
    open_marks, statement = [], 0
    for match in re.finditer(r"[{}();]|\bTRY(?:_STATUS)?\b", bare):
        mark, here = match[0], match.start()
        if mark == "{":
            head = bare[statement:here].rstrip()
            block = not head or BLOCK.search(head) or NAMED_BLOCK.search(head)
            open_marks.append("block" if block else "list")
            statement = here + 1 if block else statement
        elif mark == "(":
            open_marks.append("(")
        elif mark in ")}":
            if open_marks:
                open_marks.pop()
            statement = here + 1 if mark == "}" else statement
        elif mark == ";":
            statement = here + 1
        else:
            since_block = "|".join(open_marks).rpartition("block")[2]
            yield here, "list" in since_block


def check_try_in_lists(tree):
    for source in tree.cxx:
        for offset, in_list in braces_around(without_macros(source.bare)):
            if in_list:
                yield Offence(source.path, source.line_at(offset), "TRY inside an initialiser "
                              "list leaks with GCC 12; name the value first")


CHECKS = [check_try_in_lists]
