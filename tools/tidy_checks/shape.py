"""Shape: how long files, functions and lines are, how headers open, and tests that assert."""
import ast
import re

from .tree import Offence

FILE_LINES = 400
FUNCTION_LINES = 60
COLUMNS = 100
NOT_FUNCTION = re.compile(r"(^|[\s({;])(namespace|class|struct|union|enum|extern\s+\"C\")(?!\w)")
CONTROL = re.compile(r"\b(if|for|while|switch|catch|else|do|with)\b[^;{}]*$")
JS_FUNCTION = re.compile(r"\bfunction\b[^;{}]*$|=>\s*$|(^|[\s}])[#$\w]+\s*\([^;{}]*\)\s*$")


def check_sizes(tree):
    for source in tree.sources:
        if not source.is_code:
            continue
        lines = source.text.splitlines()
        if len(lines) > FILE_LINES:
            yield Offence(source.path, FILE_LINES + 1,
                          f"{len(lines)} lines; a file stops at {FILE_LINES}")
        for number, line in enumerate(lines, 1):
            if len(line) > COLUMNS and "<svg" not in line:
                yield Offence(source.path, number, f"{len(line)} columns; it stops at {COLUMNS}")


def brace_blocks(bare):
    """(text before the brace back to the last statement, start, end) of every block, with depth."""
    stack, start = [], 0
    for match in re.finditer(r"[{};]", bare):
        mark, here = match[0], match.start()
        if mark == "{":
            stack.append((bare[start:here], start, here))
        elif mark == "}" and stack:
            head, head_start, _ = stack.pop()
            yield head, head_start, here
        start = here + 1


def without_macros(bare):
    return re.sub(r"(?m)^\s*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), bare)


def cxx_functions(source):
    bare = without_macros(source.bare)
    for head, start, end in brace_blocks(bare):
        if "(" not in head or NOT_FUNCTION.search(head) or CONTROL.search(head):
            continue
        yield start + len(head) - len(head.lstrip()), end


def js_functions(source):
    for head, start, end in brace_blocks(source.bare):
        if not CONTROL.search(head) and JS_FUNCTION.search(head.rstrip()):
            yield start + len(head) - len(head.lstrip()), end


def python_functions(source):
    starts = [0]
    for line in source.text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield starts[node.lineno - 1], starts[node.end_lineno - 1]


def functions_of(source):
    if source.is_cxx:
        return cxx_functions(source)
    if source.ending in (".js", ".mjs"):
        return js_functions(source)
    if source.ending == ".py":
        return python_functions(source)
    return ()


def check_functions(tree):
    for source in tree.sources:
        for start, end in functions_of(source):
            first, last = source.line_at(start), source.line_at(end)
            if last - first + 1 > FUNCTION_LINES:
                yield Offence(source.path, first, f"a function of {last - first + 1} lines; "
                                                 f"it stops at {FUNCTION_LINES}")


def check_headers(tree):
    for source in tree.cxx:
        if source.ending != ".h":
            continue
        opening = []
        for line in source.text.splitlines():
            if not line.startswith("//"):
                break
            opening.append(line.removeprefix("//").strip())
        sentence = re.sub(r"\b(e\.g|i\.e|vs|etc|cf)\.", "", " ".join(opening))
        if not sentence.endswith((".", ";")) or re.search(r"\.\s+[A-Z]", sentence):
            yield Offence(source.path, 1, "a header opens with one sentence: what it is and is not")
        if not re.search(r"(?m)^#pragma once$", source.text):
            yield Offence(source.path, 1, "#pragma once is missing")


def check_assertions(tree):
    """A test body must assert, itself or by a function of the same file that does."""
    for source in tree.cxx:
        if not source.path.endswith("_test.cc"):
            continue
        asserting = r"EXPECT_|ASSERT_|FAIL\(\)|ADD_FAILURE"
        for start, end in cxx_functions(source):
            head = re.match(r"\s*(?:[\w:<>&*\s]+\s)?(\w+)\s*\(", source.bare[start:end])
            body = source.bare[start:end]
            if head and head[1] not in ("TEST", "TEST_F", "TEST_P") and re.search(asserting, body):
                asserting += rf"|\b{head[1]}\("
        for start, end in cxx_functions(source):
            body = source.bare[start:end]
            if re.match(r"TEST(_F|_P)?\s*\(", body) and not re.search(asserting, body):
                yield Offence(source.path, source.line_at(start), "this test asserts nothing")
    for source in tree.under("tests/acceptance"):
        if source.path.count("/") == 2 and source.ending in (".py", ".mjs", ".sh"):
            if not re.search(r"assert|\bexit\b|expect|raise|throw|\.check\(", source.code):
                yield Offence(source.path, 1, "this test asserts nothing")


CHECKS = [check_sizes, check_functions, check_headers, check_assertions]
