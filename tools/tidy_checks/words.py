"""Words: the glossary, what is never done with faces, and what ties us to one machine."""
import re
import tomllib

from .tree import Offence, table_rows

SPOKEN = ("src", "api", "web")  # where the glossary's words hold

# R19 and non-goal 1: nothing may compare one face with many. Names, then shapes.
ONE_TO_MANY = [re.compile(pattern, re.I) for pattern in (
    r"\bgallery\b|gallery_|_gallery", r"watch[_\- ]?list", r"black[_\- ]?list",
    r"\b1[:_]n\b", r"one[_\- ]to[_\- ]many", r"nearest[_\- ]?neighbou?r",
    r"\bknn\b|\bhnsw\b|\bfaiss\b|\bannoy\b",
    r"(identify|search|lookup|find|match|rank)_(the_)?(face|person|people|probe|template)s?\b",
    r"(face|probe|template)s?_(search|index|ranking|lookup|database)\b",
    r"(faces?|probes?|templates?)/(search|identify|match)", r"de[_\- ]?duplicate_faces?",
    r"\b(vector|span|array|map|unordered_map|list|deque)\s*<[^;{}()]*\bTemplate\b[^;{}()]*>")]
# Non-goal 3: nothing is inferred about a person from a face.
TRAITS = {"age", "gender", "sex", "emotion", "expression", "ethnic", "ethnicity", "race", "mood",
          "attractiveness", "beauty"}
MACHINE_PATH = re.compile(r"(?<![\w.$}\-~/])/(work|root|home|Users|mnt|build)/[\w.]")
REGISTRY_HOST = re.compile(r"\b(registry\.[a-z][\w.-]+|[\w-]+\.npmjs\.(org|com)"
                           r"|(deb|security|snapshot)\.debian\.org|[\w-]*npmmirror\.com"
                           r"|pypi\.org|pythonhosted\.org|proxy\.golang\.org|index\.crates\.io)",
                           re.I)
NON_GOALS = 12


def spell(term):
    """A glossary term as a pattern over text whose camelCase is already split."""
    flags = 0 if term.isupper() else re.I
    words = r"[\s_\-]+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<![A-Za-z]){words}s?(?![A-Za-z])", flags)


def split_camel(text):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)


def read_glossary(tree):
    page = tree.get("GLOSSARY.md")
    rows = table_rows(page.text, "word") if page else []
    banned = [(term, row[0]) for row in rows for term in re.findall(r"`([^`]+)`", row[-1])]
    stay = re.findall(r"(?m)^- `([^`]+)`(?: in ([\w/., ]+?))? \(", page.text) if page else []
    return banned, [(term, places.split(", ") if places else [""]) for term, places in stay]


def without(terms, text):
    for term in terms:
        text = re.sub(rf"(?<![A-Za-z]){re.escape(term)}", "", text, flags=re.I)
    return text


def check_glossary(tree):
    banned, stay = read_glossary(tree)
    if not banned:
        yield Offence("GLOSSARY.md", 1, "the table of words is missing")
    patterns = [(term, word, spell(term)) for term, word in banned]
    for source in tree.under(*SPOKEN):
        terms = [term for term, places in stay if source.path.startswith(tuple(places))]
        text = without(terms, split_camel(without(terms, source.text)))
        for number, line in enumerate(text.splitlines(), 1):
            for term, word, pattern in patterns:
                if pattern.search(line):
                    yield Offence(source.path, number, f'"{term}": say {word} (GLOSSARY.md)')


def check_one_to_many(tree):
    for source in tree.under(*SPOKEN, "sql"):
        for number, line in enumerate(source.code.splitlines(), 1):
            snake = split_camel(line)
            if any(pattern.search(line) or pattern.search(snake) for pattern in ONE_TO_MANY):
                yield Offence(source.path, number, "one face is never compared with many (R19)")


def check_traits(tree):
    manifests = [tree.get(f"models/{name}.toml") for name in ("manifest", "packages")]
    for source in filter(None, manifests):
        for value in named_files(tomllib.loads(source.text)):
            if TRAITS & set(re.split(r"[^a-z]+", value.lower())):
                yield Offence(source.path, 1, f"{value}: no trait is inferred (non-goal 3)")
    for source in tree.under("src/face", "src/vision"):
        for number, line in enumerate(source.bare.splitlines(), 1):
            words = set(re.split(r"[^a-z]+", split_camel(line).lower()))
            if TRAITS & words:
                yield Offence(source.path, number, "nothing is inferred from a face (non-goal 3)")


def named_files(value, key=""):
    if isinstance(value, dict):
        return [word for name, inner in value.items() for word in named_files(inner, name)]
    if isinstance(value, list):
        return [word for inner in value for word in named_files(inner, key)]
    return [value] if key in ("file", "role", "from", "to") else []


def check_promises(tree):
    """README says what truename never does: the non-goals, numbered, all of them."""
    page = tree.get("README.md")
    part = re.search(r"(?ms)^## What it will never do$(.*?)(^## |\Z)", page.text) if page else None
    count = len(re.findall(r"(?m)^\d+\. ", part[1])) if part else 0
    if count != NON_GOALS:
        yield Offence("README.md", 1, f"it lists {count} of {NON_GOALS} non-goals")


def check_places(tree):
    for source in tree.sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if match := MACHINE_PATH.search(line):
                yield Offence(source.path, number, f"{match[0]}: a path of one machine")
            if match := REGISTRY_HOST.search(line):
                yield Offence(source.path, number, f"{match[0]}: a registry's host")


CHECKS = [check_glossary, check_one_to_many, check_traits, check_promises, check_places]
