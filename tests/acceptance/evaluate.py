#!/usr/bin/env python3
"""truename evaluate and models calibrate: rates, refusals, kill and resume. The people are rendered
and the given scores made up, so every figure here is of nobody."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from program import BINARY, PEOPLE, Report, fresh_folder, run

SYNTHETIC = ("--data", "rendered people", "--data-kind", "synthetic")


def people_csv(file, subjects=4):
    """Portrait cards against live pictures: all pairs of some subjects, with one group column."""
    names = [f"p{n:02d}" for n in range(1, subjects + 1)]
    rows = ["first,second,same,half"]
    for i, one in enumerate(names):
        for other in names:
            group = "early" if i < subjects // 2 else "late"
            rows.append(f"{one}/id_card.jpg,{other}/live.jpg,{int(one == other)},{group}")
    file.write_text("\n".join(rows) + "\n")
    return len(rows) - 1


def evaluate(out, *arguments):
    return run("evaluate", "--out", out, *arguments, timeout=600)


def small_set(report, folder):
    listed = folder / "pairs.csv"
    count = people_csv(listed)
    done = evaluate(folder / "a", "--csv", listed, "--images", PEOPLE, *SYNTHETIC)
    report.check(done.returncode == 0, f"a small set is evaluated {done.stderr.strip()[-200:]}")
    result = json.loads((folder / "a/result.json").read_text())
    counts = result["matching"]["counts"]
    report.check(counts["pairs"] == count and counts["genuine"] == 4 and counts["subjects"] == 4,
                 "pairs, genuine pairs and subjects are counted")
    report.check(result["labels"]["data_kind"] == "synthetic", "the kind of data stands in it")
    groups = [g["value"] for g in result["matching"]["groups"]["rates"]]
    report.check(groups == ["early", "late"], "each listed group has its rates")
    verdicts = {c["verdict"] for c in result["conformance"]}
    needed = re.search(r"needs [\d,]+ with as many errors", done.stdout)
    report.check(verdicts == {"too_small"} and needed,
                 "conformance is refused and the number needed is told (R130)")
    page = (folder / "a/report.html").read_text()
    report.check("synthetic data" in page and "<svg" in page and "<script" not in page
                 and not re.search(r"(src|href)=", page), "one self-contained page, labelled")
    names = re.search(r"p0\d/|\.jpg", (folder / "a/result.json").read_text() + page
                      + (folder / "a/scores.csv").read_text())
    report.check(names is None, "no picture is named in result, report or scores")


def wait_for_a_score(scores):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if scores.exists() and scores.read_bytes().count(b"\n") > 2:
            return
        time.sleep(0.005)


def resume(report, folder):
    listed = folder / "sixteen.csv"
    count = people_csv(listed, 16)
    evaluate(folder / "whole", "--csv", listed, "--images", PEOPLE, *SYNTHETIC)
    out = folder / "killed"
    command = [BINARY, "evaluate", "--out", out, "--csv", listed, "--images", PEOPLE, *SYNTHETIC,
               "--threads", "1"]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    scores = out / "scores.csv"
    wait_for_a_score(scores)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = scores.read_bytes()
    before = kept.count(b"\n") - 2
    report.check(0 < before < count, f"killed with {before} of {count} pairs finished")
    with scores.open("ab") as file:
        file.write(b"1")  # a row cut short
    done = evaluate(out, "--csv", listed, "--images", PEOPLE, *SYNTHETIC)
    report.check(done.returncode == 0 and f"{before} of " in done.stderr,
                 "started again it goes on where it was")
    report.check(scores.read_bytes().startswith(kept), "finished scores are kept as they were")
    whole, again = ((place / "result.json").read_text().replace(str(place), "OUT")
                    for place in (folder / "whole", out))
    report.check(whole == again, "and the result is the same as without a kill, byte for byte")
    other = folder / "other.csv"
    other.write_text("first,second,same\np01/id_card.jpg,p01/live.jpg,1\n"
                     "p01/id_card.jpg,p02/live.jpg,0\n")
    done = evaluate(out, "--csv", other, "--images", PEOPLE, *SYNTHETIC)
    report.check(done.returncode == 2 and "another list" in done.stderr,
                 f"another list is refused: {done.stderr.strip()}")


def interrupt(report, folder):
    listed = folder / "sixteen.csv"
    command = [BINARY, "evaluate", "--out", folder / "stopped", "--csv", listed, "--images", PEOPLE,
               *SYNTHETIC]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    scores = folder / "stopped/scores.csv"
    wait_for_a_score(scores)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=60)[1]
    report.check(process.returncode == 1 and "goes on from there" in error,
                 f"SIGINT leaves it resumable: {error.strip().splitlines()[-1]}")


def failures(report, folder):
    images = folder / "images"
    for name in ("p01", "p02"):
        shutil.copytree(PEOPLE / name, images / name)
    (images / "p01/broken.jpg").write_bytes(b"no picture")
    (images / "p02/empty.jpg").write_bytes(b"")
    listed = folder / "failing.csv"
    listed.write_text("first,second,same\n"
                      "p01/id_card.jpg,p01/live.jpg,1\np02/id_card.jpg,p01/live.jpg,0\n"
                      "p01/broken.jpg,p01/live.jpg,1\np02/live.jpg,p01/broken.jpg,0\n"
                      "p02/id_card.jpg,p02/empty.jpg,1\np01/live.jpg,p01/id_card.jpg,1\n")
    done = evaluate(folder / "f", "--csv", listed, "--images", images, *SYNTHETIC)
    report.check(done.returncode == 0, "pictures that cannot be decoded do not stop it")
    matching = json.loads((folder / "f/result.json").read_text())["matching"]
    report.check(matching["counts"]["undecodable"] == 2 and matching["fte"]["errors"] == 1
                 and matching["fta"]["errors"] == 2, "they are counted as FTE and FTA")
    report.check(matching["counts"]["repeated_pairs"] == 1 and matching["counts"]["pairs"] == 5,
                 "a repeated pair is counted once")


def refusals(report, folder):
    head = "first,second,same\n"
    lists = {"a row with a column too few": head + "p01/live.jpg,p02/live.jpg\n",
             "a label that is neither 1 nor 0": head + "p01/live.jpg,p02/live.jpg,yes\n",
             "a picture with itself": head + "p01/live.jpg,p01/live.jpg,1\n",
             "a path that climbs out": head + "../people.json,p01/live.jpg,1\n",
             "a missing picture": head + "p01/live.jpg,p01/absent.jpg,1\n",
             "rows that contradict": head + "p01/live.jpg,p02/live.jpg,0\n"
                                            "p02/live.jpg,p01/live.jpg,1\n",
             "no header": "p01/live.jpg,p02/live.jpg,0\n",
             "an open quote": head + "\"p01/live.jpg,p02/live.jpg,0\n",
             "nothing": ""}
    for what, text in lists.items():
        listed = folder / "bad.csv"
        listed.write_text(text)
        done = evaluate(folder / "bad", "--csv", listed, "--images", PEOPLE, *SYNTHETIC)
        sentence = done.stderr.startswith("truename: ") and done.stderr.strip().endswith(".")
        report.check(done.returncode == 2 and sentence, f"{what}: exit 2, {done.stderr.strip()}")
    done = evaluate(folder / "bad", "--csv", listed, "--images", PEOPLE, "--data", "x",
                    "--data-kind", "real")
    report.check(done.returncode == 2, f"a kind of data that is none: {done.stderr.strip()}")


def folders_and_attacks(report, folder):
    done = evaluate(folder / "tree", "--folder", PEOPLE, "--impostors", "20", *SYNTHETIC)
    report.check(done.returncode == 0 or "two persons" in done.stderr,
                 f"a folder tree is evaluated: {done.stderr.strip()[-200:]}")
    counts = json.loads((folder / "tree/result.json").read_text())["matching"]["counts"]
    report.check(counts["impostor"] == 20, "as many impostor pairs as were asked for are drawn")
    listed = folder / "pad.csv"
    rows = ["file,label,portrait"]
    for n in range(1, 4):
        rows.append(f"p{n:02d}/live.jpg,bona_fide,p{n:02d}/id_card.jpg")
        for attack in ("screen", "print_phone_photo"):
            rows.append(f"attacks/p{n:02d}_{attack}.jpg,{attack},p{n:02d}/id_card.jpg")
    listed.write_text("\n".join(rows) + "\n")
    done = evaluate(folder / "pad", "--pad", listed, "--images", PEOPLE, *SYNTHETIC)
    report.check(done.returncode == 0, f"attacks are evaluated {done.stderr.strip()[-200:]}")
    pad = json.loads((folder / "pad/result.json").read_text())["pad"]
    labels = [s["label"] for s in pad["species"]]
    report.check(labels == ["print_phone_photo", "screen"] and pad["worst_species"] in labels,
                 "each species by itself, the worst named (R27)")
    trials = [s["apcer"]["trials"] + s["apnrr"]["errors"] for s in pad["species"]]
    report.check(trials == [3, 3] and all(s["iapar"]["trials"] == 3 for s in pad["species"])
                 and pad["bona_fide"]["bpnrr"]["trials"] == 3, "with non-responses and the chain")


def calibrate(report, folder):
    table = folder / "table.toml"
    done = run("models", "calibrate", "--result", folder / "a/result.json", "--out", table)
    report.check(done.returncode == 2 and "ynthetic" in done.stderr and not table.exists(),
                 f"no table from rendered faces: {done.stderr.strip()}")
    result = json.loads((folder / "a/result.json").read_text())
    result["labels"]["data_kind"] = "consented field"
    changed = folder / "changed.json"
    changed.write_text(json.dumps(result))
    done = run("models", "calibrate", "--result", changed, "--out", table)
    report.check(done.returncode == 2 and "needs 599,145" in done.stderr and not table.exists(),
                 f"nor from too few: {done.stderr.strip()}")
    # The same result as if sixty million strangers had been compared: a table must come of it.
    result["matching"]["counts"]["impostor_compared"] = 60_000_000
    changed.write_text(json.dumps(result))
    # And as if three pictures of strangers had been fused; nobody was measured.
    sample = {"portraits": "clean", "impostor_comparisons": 40_000_000, "reaching": [900, 1, 0],
              "by_subject_95": [0.1, 0.001, 0]}
    study = {"format": "truename-study-1", "data": "made up",
             "model_sha256": result["labels"]["model_sha256"],
             "model_contract": result["labels"]["model_contract"], "poor_portrait": None,
             "probes": [{"probes": 3, "subjects": 2, "groups": 2, "samples": [sample]}]}
    counted = folder / "study.json"
    counted.write_text(json.dumps(study | {"model_contract": "another"}))
    arguments = ("--result", changed, "--study", counted, "--out", table)
    done = run("models", "calibrate", *arguments)
    report.check(done.returncode == 2 and "input contract" in done.stderr and not table.exists(),
                 f"no table with a study of another contract: {done.stderr.strip()}")
    counted.write_text(json.dumps(study))
    done = run("models", "calibrate", *arguments)
    report.check(done.returncode == 0 and "[probes.3]" in table.read_text(),
                 f"a large sample gives a table {done.stderr.strip()}")
    home = folder / "home"
    for part in ("policies", "models", "web"):
        shutil.copytree(pathlib.Path(BINARY).parents[2] / part, home / part)
    (home / "build").mkdir()
    os.symlink(pathlib.Path(BINARY).parents[1] / "weights", home / "build/weights")
    shutil.copy(table, home / "models/calibration/table.toml")
    manifest = home / "models/manifest.toml"
    manifest.write_text(re.sub(r'"calibration/\w+\.toml"', '"calibration/table.toml"',
                               manifest.read_text()))
    live = PEOPLE / "p01/live.jpg"
    done = subprocess.run([BINARY, "compare", live, live], capture_output=True, text=True,
                          env=os.environ | {"TRUENAME_HOME": str(home)}, timeout=60)
    report.check(done.returncode == 0 and "(table)" in done.stdout,
                 f"and the model serves with it: {done.stdout.strip()} {done.stderr.strip()}")


def main():
    report = Report()
    folder = pathlib.Path(fresh_folder())
    small_set(report, folder)
    resume(report, folder)
    interrupt(report, folder)
    failures(report, folder)
    refusals(report, folder)
    folders_and_attacks(report, folder)
    calibrate(report, folder)
    shutil.rmtree(folder)
    report.end()


main()
