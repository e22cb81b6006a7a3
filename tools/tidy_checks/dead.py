"""Dead files: what nothing includes, calls or links to, and fuzzers without a corpus."""
import re

from .tree import Offence
from .walls import INCLUDE

# Files that people or tools open by their own custom.
ENTRIES = {"README.md", "ARCHITECTURE.md", "GLOSSARY.md", "SECURITY.md", "CHANGELOG.md", "LICENSE",
           "CONTRIBUTING.md", "CMakeLists.txt", "dev", ".gitignore", ".clang-format", ".clang-tidy",
           ".ci/run", "web/index.html"}
NAMED_FOLDERS = ("tools/", "cmake/", "docs/", "web/", "models/")


def check_headers_used(tree):
    included = {match[2] for source in tree.cxx for match in INCLUDE.finditer(source.code)}
    for source in tree.cxx:
        path = source.path.removeprefix("src/")
        if source.ending == ".h" and path not in included:
            yield Offence(source.path, 1, "no file includes this header")


def check_sources_used(tree):
    """A .cc file implements a header of its room, or is a test, a fuzzer or main."""
    for source in tree.under("src"):
        if source.ending != ".cc" or source.name == "main.cc":
            continue
        targets = [match[2] for match in INCLUDE.finditer(source.code) if match[1] == '"']
        if not any(target.split("/", 1)[0] == source.room for target in targets):
            yield Offence(source.path, 1, "this file implements no header of its room")


def mentions(tree):
    """For each file its text, to look for names of others in; a lock file names only packages."""
    return [(s.path, s.text) for s in tree.sources if not s.path.endswith("package-lock.json")]


def is_named(path, texts):
    """By its name, or by its stem where a module is imported or a CMake list names tools."""
    name = path.rsplit("/", 1)[-1]
    stem = re.escape(name.rsplit(".", 1)[0])
    by_name = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])"
                         rf"|\b(import|foreach)\b[^\n]*\b{stem}\b|\.{stem} import\b")
    return any(other != path and by_name.search(text) for other, text in texts)


def check_files_named(tree):
    texts = mentions(tree)
    for path in sorted(tree.paths - ENTRIES):
        if path.startswith(NAMED_FOLDERS) or "/" not in path:
            if path.endswith(("__init__.py", "package.json", "package-lock.json")):
                continue  # named by the folder that holds them
            if not is_named(path, texts):
                yield Offence(path, 1, "no other file names this one: use, link or delete it")


def check_corpora(tree):
    fuzzers = {s.name.removesuffix("_fuzz.cc") for s in tree.cxx if s.name.endswith("_fuzz.cc")}
    folder = tree.root / "tests" / "fuzz_corpus"
    corpora = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for subject in sorted(fuzzers - corpora):
        yield Offence(f"tests/fuzz_corpus/{subject}", 1, "this fuzzer has no corpus")
    for subject in sorted(corpora - fuzzers):
        yield Offence(f"tests/fuzz_corpus/{subject}", 1, "this corpus has no fuzzer")


CHECKS = [check_headers_used, check_sources_used, check_files_named, check_corpora]
