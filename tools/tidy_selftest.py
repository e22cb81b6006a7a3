#!/usr/bin/env python3
"""Tests of tools/tidy.py: a clean tree passes, and each planted offence is found where it is."""
import pathlib
import tempfile
import unittest

from tidy import offences_of

ARCHITECTURE = """# Architecture
| room | what it holds | may include |
|---|---|---|
| base | ground | nothing |
| domain | words | base |
| policy | rules | domain |
| audit | log | base |
| storage | database | domain, audit/leaf.h |
| face | faces | domain |
| app | wiring | everything |

| headers | for | the one file |
|---|---|---|
| sodium | cryptography | src/base/crypto.cc |
"""
GLOSSARY = """# Glossary
| word | meaning | do not say | looked for |
|---|---|---|---|
| subscriber | person | user | `customer`, `user` |
| comparison score | alike | confidence | `confidence` |
| FMR | rate | FAR | `FAR` |

- `getUserMedia` (Media Capture)
- `confidence` in src/policy/ (a pack's mark)
"""
README = "# x\n## What it will never do\n" + "".join(f"{i}. no\n" for i in range(1, 13)) + "## y\n"
HEADER = "// A thing, and nothing else.\n#pragma once\n"
CLEAN = {
    "ARCHITECTURE.md": ARCHITECTURE, "GLOSSARY.md": GLOSSARY, "README.md": README,
    "CMakeLists.txt": "add_test(tools/tidy.py models/manifest.toml)\n",
    "tools/tidy.py": "def main():\n    pass\n",
    "models/manifest.toml": '[[model]]\nrole = "face_detect"\nfile = "d.onnx"\n',
    "src/base/crypto.h": HEADER,
    "src/base/crypto.cc": '#include "base/crypto.h"\n#include <sodium.h>\n#include <string>\n'
                          "void f() {\n  try {\n  } catch (...) {\n  }\n}\n",
    "src/domain/line.h": HEADER + '#include "base/crypto.h"\n',
    "src/audit/leaf.h": HEADER, "src/audit/merkle.h": HEADER,
    "src/policy/rules.h": HEADER + '#include "domain/line.h"\nint confidence = 0;\n',
    "src/storage/store.cc": '#include "audit/leaf.h"\n#include "storage/store.h"\n'
                            'auto q = "SELECT a FROM b";\n',
    "src/storage/store.h": HEADER,
    "src/app/main.cc": '#include "storage/store.h"\n#include "policy/rules.h"\n'
                       '#include "audit/merkle.h"\n#include "face/detect.h"\nint main() {}\n',
    "src/face/detect.h": HEADER,
    "src/face/detect_test.cc": '#include <gtest/gtest.h>\n#include "face/detect.h"\n'
                               "void holds() { EXPECT_TRUE(1); }\nTEST(A, b) {\n  holds();\n}\n",
    "src/face/detect_fuzz.cc": '#include "face/detect.h"\n',
    "tests/fuzz_corpus/detect/one": "x",
    "web/index.html": '<script src="main.js"></script>\n',
    "web/main.js": "// Asks for the camera.\nconst open = () => {\n  getUserMedia();\n};\n",
}
LONG_CXX = "int f(int a) {\n" + "  a += 1;\n" * 60 + "}\n"
LONG_METHOD = "class A {\n  int f() const {\n" + "    ;\n" * 60 + "  }\n};\n"
LONG_CLASS = "class A {\n" + "  int a;\n" * 70 + "};\n"
LONG_JS = "function f() {\n" + "  f();\n" * 60 + "}\n"
LONG_ARROW = "const f = () => {\n" + "  f('{');\n" * 60 + "};\n"
LONG_PY = "def f():\n" + "    f()\n" * 60

# (what is planted, where, its text, words of the offence); the text is put after the clean one.
PLANTED = [
    ("an include through a wall", "src/domain/line.h", '#include "policy/rules.h"\n', "may not"),
    ("a header beside the one allowed", "src/storage/store.cc", '#include "audit/merkle.h"\n',
     "may not"),
    ("an include of app", "src/policy/rules.h", '#include "app/wire.h"\n', "may not"),
    ("an include not from the room", "src/policy/rules.h", '#include "rules.h"\n', "from its room"),
    ("a room without a row", "src/extra/a.cc", "int a;\n", "no row"),
    ("a third party in a second file", "src/policy/rules.h", "#include <sodium.h>\n", "belongs in"),
    ("an unlisted third party", "src/base/crypto.cc", "#include <curl/curl.h>\n", "belongs in"),
    ("gtest outside tests", "src/base/crypto.cc", "#include <gtest/gtest.h>\n", "belongs in"),
    ("throw", "src/base/crypto.cc", "void g() { throw 1; }\n", "throw"),
    ("catch outside a wrapper", "src/storage/store.cc", "void g() { try {} catch (...) {} }\n",
     "catch"),
    ("SQL outside storage", "src/policy/rules.h", 'auto q = "DELETE FROM lines";\n', "SQL"),
    ("a long file", "src/policy/rules.h", "int a;\n" * 400, "a file stops"),
    ("a long line", "tools/tidy.py", "# " + "x" * 99 + "\n", "columns"),
    ("a long function", "src/policy/rules.h", LONG_CXX, "a function of 62"),
    ("a long method", "src/policy/rules.h", LONG_METHOD, "a function of 62"),
    ("a long JavaScript function", "web/main.js", LONG_JS, "a function of 62"),
    ("a long arrow function", "web/main.js", LONG_ARROW, "a function of 62"),
    ("a long Python function", "tools/tidy.py", LONG_PY, "a function of 61"),
    ("a test that asserts nothing", "src/face/detect_test.cc", "TEST(A, c) {\n  int a = 1;\n}\n",
     "asserts nothing"),
    ("a TRY in an initialiser list", "src/policy/rules.cc",
     "int f() {\n  return g(1, Pair{TRY(a()), 2});\n}\n", "TRY inside an initialiser list"),
    ("a TRY in a returned list", "src/policy/rules.cc",
     "int f() {\n  const Pair pair{.a = TRY(a())};\n}\n", "TRY inside an initialiser list"),
    ("a banned word", "src/policy/rules.h", "// what a customer wants\n", '"customer"'),
    ("a banned word in snake case", "src/policy/rules.h", "int user_count;\n", '"user"'),
    ("a banned word in camel case", "web/main.js", "let theUserName;\n", '"user"'),
    ("a banned word in capitals", "src/policy/rules.h", "// the FAR is low\n", '"FAR"'),
    ("a word outside the place it may stand in", "src/face/detect.h", "int confidence;\n",
     '"confidence"'),
    ("a face searched for", "src/face/detect.h", "int search_face(int);\n", "R19"),
    ("a watch-list", "api/openapi.yaml", "/v1/watchlist:\n", "R19"),
    ("many templates at once", "src/face/detect.h", "void f(const std::vector<Template>& all);\n",
     "R19"),
    ("an index of faces", "src/face/detect.h", "class FaceIndex;\n", "R19"),
    ("an age model", "models/manifest.toml", '[[model]]\nrole = "age"\nfile = "fr_age.onnx"\n',
     "non-goal 3"),
    ("a trait in face code", "src/face/detect.h", "int guessGender();\n", "non-goal 3"),
    ("a path of one machine", "tools/tidy.py", 'A = "/ho' + 'me/me/x"\n', "one machine"),
    ("a registry's host", "tools/tidy.py", '# https://deb.deb' + 'ian.org/x\n', "registry"),
    ("a header nobody includes", "src/policy/lonely.h", HEADER, "no file includes"),
    ("a source of no header", "src/policy/lonely.cc", "int a;\n", "implements no header"),
    ("a tool nobody names", "tools/lonely.py", "A = 1\n", "no other file names"),
    ("a page nobody links to", "docs/lonely.md", "# Lonely\n", "no other file names"),
    ("a fuzzer without corpus", "src/policy/rules_fuzz.cc", '#include "policy/rules.h"\n',
     "no corpus"),
    ("a corpus without fuzzer", "tests/fuzz_corpus/other/one", "x", "no fuzzer"),
]
REPLACED = [
    ("a header without opening", "src/policy/rules.h", '#pragma once\n#include "domain/line.h"\n',
     "one sentence"),
    ("an opening of two sentences", "src/policy/rules.h", "// One. Two.\n#pragma once\n",
     "one sentence"),
    ("a header without guard", "src/policy/rules.h", "// A thing.\n", "#pragma once"),
    ("fewer promises", "README.md", README.replace("12. no\n", ""), "11 of 12"),
    ("no promises", "README.md", "# x\n", "0 of 12"),
    ("no table of rooms", "ARCHITECTURE.md", "# Architecture\n", "table of rooms"),
    ("no table of words", "GLOSSARY.md", "# Glossary\n", "table of words"),
    ("a listed file that is gone", "ARCHITECTURE.md",
     ARCHITECTURE.replace("base/crypto.cc", "base/other.cc"), "not there"),
]


class Tidy(unittest.TestCase):
    def offences(self, files):
        with tempfile.TemporaryDirectory(prefix="truename-tidy-") as folder:
            for path, text in files.items():
                file = pathlib.Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return offences_of(folder)

    def test_a_clean_tree_has_no_offence(self):
        self.assertEqual([str(o) for o in self.offences(CLEAN)], [])

    def test_a_long_class_of_short_functions_is_no_offence(self):
        files = CLEAN | {"src/policy/rules.h": CLEAN["src/policy/rules.h"] + LONG_CLASS}
        self.assertEqual([str(o) for o in self.offences(files)], [])

    def test_each_planted_offence_is_found(self):
        for what, path, text, words in PLANTED:
            with self.subTest(what):
                self.assert_found(CLEAN | {path: CLEAN.get(path, "") + text}, words)

    def test_each_replaced_file_is_found(self):
        for what, path, text, words in REPLACED:
            with self.subTest(what):
                self.assert_found(CLEAN | {path: text}, words)

    def assert_found(self, files, words):
        """The clean tree has no offence, so one with these words is the planted one."""
        found = [str(offence) for offence in self.offences(files)]
        self.assertTrue(any(words in offence for offence in found), found)


if __name__ == "__main__":
    unittest.main()
