"""The files of the repository as the checks see them, with comments and strings told apart."""
import dataclasses
import functools
import os
import pathlib
import re

SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__"}
SKIPPED_PATHS = {"data", "tests/fixtures", "tests/fuzz_corpus"}  # data and inputs, not our text
CODE_ENDINGS = {".h", ".cc", ".py", ".js", ".mjs", ".css", ".html", ".sh", ".cmake", ".sql"}
TEXT_ENDINGS = CODE_ENDINGS | {".toml", ".yaml", ".json", ".md", ".txt", ".csv", ""}

CXX_TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|(?P<text>R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')", re.S)
JS_TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|(?P<text>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`'
    r'|(?<=[(,=:!&|?;{}\[])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+/[a-z]*)', re.S)


@dataclasses.dataclass(frozen=True)
class Offence:
    path: str
    line: int
    words: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.words}"


@dataclasses.dataclass
class Source:
    """One text file; `path` is relative to the repository, with forward slashes."""
    path: str
    text: str

    @property
    def ending(self):
        return pathlib.PurePosixPath(self.path).suffix

    @property
    def name(self):
        return self.path.rsplit("/", 1)[-1]

    @property
    def room(self):
        parts = self.path.split("/")
        return parts[1] if parts[0] == "src" and len(parts) > 2 else None

    @property
    def is_code(self):
        return self.ending in CODE_ENDINGS or self.text.startswith("#!")

    @property
    def is_cxx(self):
        return self.ending in (".h", ".cc")

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @functools.cached_property
    def code(self):
        """The text with comments blanked, every offset kept."""
        return self._blanked(comments=True, texts=False)

    @functools.cached_property
    def bare(self):
        """The text with comments and strings blanked, every offset kept."""
        return self._blanked(comments=True, texts=True)

    def _blanked(self, comments, texts):
        if self.ending in (".py", ".sh", ".cmake", ""):
            return re.sub(r"(?m)(^|\s)#[^\n]*", self._blank, self.text) if comments else self.text
        if self.ending in (".html", ".md"):
            return re.sub(r"<!--.*?-->", self._blank, self.text, flags=re.S)
        if self.ending == ".sql":
            return re.sub(r"--[^\n]*", self._blank, self.text)
        token = CXX_TOKEN if self.is_cxx else JS_TOKEN

        def replace(match):
            wanted = comments if match["comment"] is not None else texts
            return self._blank(match) if wanted else match[0]
        return token.sub(replace, self.text)

    @staticmethod
    def _blank(match):
        return re.sub(r"[^\n]", " ", match[0])


@dataclasses.dataclass
class Tree:
    root: pathlib.Path
    sources: list
    paths: set  # of every file, also of those that hold no text

    def get(self, path):
        return next((source for source in self.sources if source.path == path), None)

    def under(self, *folders):
        return [s for s in self.sources if s.path.startswith(tuple(f + "/" for f in folders))]

    @property
    def cxx(self):
        return [source for source in self.sources if source.is_cxx]


def read_tree(root):
    root = pathlib.Path(root)
    sources, paths = [], set()
    for folder, folders, names in os.walk(root):
        here = pathlib.Path(folder).relative_to(root).as_posix()
        here = "" if here == "." else here + "/"
        folders[:] = sorted(f for f in folders
                            if f not in SKIPPED_FOLDERS and here + f not in SKIPPED_PATHS)
        for name in sorted(set(names) - SKIPPED_FOLDERS):  # .git is a file in a worktree
            paths.add(here + name)
            if pathlib.PurePosixPath(name).suffix in TEXT_ENDINGS:
                text = pathlib.Path(folder, name).read_text(encoding="utf-8", errors="replace")
                sources.append(Source(here + name, text))
    return Tree(root, sources, paths)


def table_rows(text, heading):
    """The cells of the Markdown table whose first header cell is `heading`."""
    rows, inside = [], False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and cells[0] == heading:
            inside = True
        elif inside and not line.startswith("|"):
            return rows
        elif inside and not set(line) <= set("|-: "):
            rows.append(cells)
    return rows
