#!/usr/bin/env python3
"""Models by manifest alone: listed, compared, activated; each mistake ends in one clear sentence.

It works on a copy of the models folder. The second model comes from `./dev install candidates`;
without it the script is skipped (77).
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

from program import BINARY, HOME, PEOPLE, Report, codes, fresh_folder, iccid, msisdn

SECOND = "mobilefacenet_192"
SECOND_FILE = f"{SECOND}.onnx"
CARD, LIVE, STRANGER = (PEOPLE / name for name in ("p01/id_card.jpg", "p01/live.jpg",
                                                   "p08/id_card.jpg"))
TABLE = f'calibration = "calibration/{SECOND}_lfw_1_5.toml"\n'
ACTIVE = 'face_extract = "fr_feature"'


class Home:
    """A home of its own: models and weights can be changed, everything else is the real one."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.weights = self.root / "build/weights"
        self.weights.mkdir(parents=True)
        shutil.copytree(HOME / "models", self.root / "models")
        for folder in ("policies", "web"):
            (self.root / folder).symlink_to(HOME / folder)
        for file in (HOME / "build/weights").iterdir():
            (self.weights / file.name).symlink_to(file)
        self.text = (self.root / "models/manifest.toml").read_text()

    def edit(self, *changes):
        text = self.text
        for before, after in changes:
            assert before in text, before
            text = text.replace(before, after, 1)
        (self.root / "models/manifest.toml").write_text(text)

    def run(self, *arguments):
        return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                              timeout=120, env=os.environ | {"TRUENAME_HOME": str(self.root)})


def listing(report, home):
    models = json.loads(home.run("models", "list", "--json").stdout)["models"]
    second = next(model for model in models if model["id"] == SECOND)
    report.check(second["serves"] == "candidate" and second["installed"] == "yes"
                 and "undocumented" in second["provenance"], "the candidate is listed as one")
    extractors = [model for model in models if model["role"] == "face_extract"]
    report.check([model["serves"] for model in extractors].count("active") == 1,
                 "one extraction network is active")
    report.check(home.run("models", "verify").returncode == 0, "all models verify")


def compared(home, first, second, *more):
    done = home.run("compare", first, second, "--json", *more)
    return json.loads(done.stdout) if done.returncode == 0 else None


def comparing(report, home):
    own, other = (compared(home, LIVE, card, "--model", SECOND) for card in (CARD, STRANGER))
    report.check(own["score"] > 0.6 > other["score"] and own["fmr_bound"] < other["fmr_bound"],
                 "the candidate tells the person of the card from another")
    active = compared(home, LIVE, CARD)
    report.check(active == {**compared(home, LIVE, CARD, "--model", "fr_feature"),
                            "ms": active["ms"]}, "without --model the active one compares")
    report.check(active["model_set_digest"] != own["model_set_digest"],
                 "the model set digest tells them apart")
    home.edit((TABLE, ""))
    report.check(compared(home, LIVE, CARD, "--model", SECOND)["fmr_bound"] is None,
                 "without a calibration there is a score and no bound")


def activating(report, home):
    home.edit((ACTIVE, f'face_extract = "{SECOND}"'))
    report.check(home.run("models", "verify").returncode == 0,
                 "one line of the manifest activates the calibrated candidate")
    done = home.run("register", "--data", fresh_folder(), "--document", CARD, "--probe", LIVE,
                    "--msisdn", msisdn(1), "--iccid", iccid(1), "--accept-terms",
                    "--consent-face", "--json")
    printed = json.loads(done.stdout)
    report.check(done.returncode == 0 and printed["outcome"] == "approved",
                 f"then it decides: {printed['outcome']} {codes(printed)}")
    home.edit((ACTIVE, f'face_extract = "{SECOND}"'),
              (TABLE, ""))
    refused(report, home, "an active model without calibration (R22)", "no calibration")


def refused(report, home, what, sentence, *command):
    done = home.run(*(command or ("models", "verify")))
    said = done.stderr.strip()
    one = said.startswith("truename: ") and said.count("\n") == 0
    report.check(done.returncode in (1, 2) and one and sentence in said, f"{what}: \"{said}\"")


def mistakes(report, home):
    second_hash = hashlib.sha256((home.weights / SECOND_FILE).read_bytes()).hexdigest()
    cases = [
        ("two active", [(ACTIVE, f'{ACTIVE}\nface_extract = "{SECOND}"')], "face_extract"),
        ("none active", [(f"{ACTIVE}\n", "")], 'needs "face_extract"'),
        ("an active model that is not listed", [(ACTIVE, 'face_extract = "x"')], '"x"'),
        ("an unknown template name", [('"arcface_112"', '"square_96"')], "unknown alignment"),
        ("an unknown decoder", [('"ultraface_rfb"', '"yunet"')], "unknown decoder"),
        ("a wrong dimension", [("dimension = 192", "dimension = 512"), (TABLE, "")],
         "gives 192 numbers instead of 512"),
        ("a wrong hash", [(second_hash, "00" + second_hash[2:])], "wrong sha256"),
        ("a calibration of another model",
         [("calibration/mobilefacenet_192_lfw_1_5", "calibration/fr_feature_lfw_1_5")],
         "another face model"),
        ("a calibration of another input contract",
         [("mean = [127, 127, 127], scale = [0.0078125, 0.0078125, 0.0078125], layout = \"nchw\" }"
           "\nextractor",
           "mean = [128, 127, 127], scale = [0.0078125, 0.0078125, 0.0078125], layout = \"nchw\" }"
           "\nextractor")], "but models/manifest.toml lists it as"),
        ("a calibration that is not there", [("fr_feature_lfw_1_5.toml", "none.toml")],
         "none.toml"),
    ]
    for what, changes, sentence in cases:
        home.edit(*changes)
        refused(report, home, what, sentence)
    home.edit()
    refused(report, home, "compare with a model that is not listed", '"nobody"', "compare", LIVE,
            CARD, "--model", "nobody")


def files(report, home):
    extra = home.weights / "stranger.onnx"
    extra.write_bytes(b"x")
    refused(report, home, "a file that is not listed (R120)", "stranger.onnx is not listed")
    extra.unlink()
    tiny = HOME / "tests/fixtures/models/not_finite.onnx"
    (home.weights / "not_finite.onnx").write_bytes(tiny.read_bytes())
    (home.weights / SECOND_FILE).unlink()
    entry = home.text[home.text.index(f'id = "{SECOND}"'):]
    inputs = entry[entry.index("input = "):].splitlines()[0]
    home.edit((SECOND_FILE, "not_finite.onnx"), ("dimension = 192", "dimension = 3"),
              (f'sha256 = "{entry.split("sha256 = ")[1][1:65]}"',
               f'sha256 = "{hashlib.sha256(tiny.read_bytes()).hexdigest()}"'),
              (inputs, inputs.replace("112", "4")), (TABLE, ""))
    refused(report, home, "a model that gives NaN", "not finite")
    (home.weights / "not_finite.onnx").unlink()
    home.edit()
    done = home.run("models", "verify")
    report.check(done.returncode == 0 and "not installed" in done.stdout,
                 "a candidate that is not installed is said and is no mistake")


def main():
    if not (HOME / "build/weights" / SECOND_FILE).exists():
        print("skipped: the second model is missing; run ./dev install candidates")
        raise SystemExit(77)
    report = Report()
    root = fresh_folder()
    home = Home(root)
    listing(report, home)
    comparing(report, home)
    activating(report, home)
    mistakes(report, home)
    files(report, home)
    shutil.rmtree(root)
    report.end()


main()
