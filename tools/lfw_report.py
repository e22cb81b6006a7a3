#!/usr/bin/env python3
"""Verification accuracy on LFW-format folds, from one score a pair; it compares no faces itself.

Without --scores (or when that file is absent) it runs `truename compare --pairs` first. Rows are in
file order: for each fold 300 pairs of one person, then 300 of different persons. A pair without a
score (no face found) counts as the lowest score: a failure to extract is an error for genuine
pairs.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
LFW = HOME.parent / "shared" / "data" / "lfw"
PROGRAM = HOME / "build" / "release" / "truename"
LOWEST = -1.0  # of a cosine


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scores", type=pathlib.Path, help="CSV with a `score` column")
    parser.add_argument("--pairs", type=pathlib.Path, default=LFW / "pairs.txt")
    parser.add_argument("--images", type=pathlib.Path, default=LFW / "images")
    return parser.parse_args()


def fold_sizes(pairs_file):
    """(folds, pairs of each kind in a fold), from the list's own first line."""
    folds, count = pairs_file.read_text().split("\n", 1)[0].split()
    return int(folds), int(count)


def compare_pairs(arguments, out):
    if not PROGRAM.exists():
        sys.exit("lfw_report: build/release/truename is missing; run ./dev build first.")
    subprocess.run([PROGRAM, "compare", "--pairs", arguments.pairs, "--images", arguments.images,
                    "--out", out], check=True)


def read_scores(path):
    with path.open(newline="") as file:
        return [float(row["score"]) if row["score"] else LOWEST for row in csv.DictReader(file)]


def accuracy(genuine, impostor, threshold):
    right = sum(s >= threshold for s in genuine) + sum(s < threshold for s in impostor)
    return right / (len(genuine) + len(impostor))


def best_threshold(genuine, impostor):
    """The cut with most right answers; the middle of the best gap, so that it does not lean."""
    labelled = sorted([(s, 1) for s in genuine] + [(s, 0) for s in impostor])
    right = len(genuine)  # threshold below all: every genuine pair right, no impostor
    best, threshold = right, labelled[0][0]
    for i, (score, same) in enumerate(labelled):
        right += -1 if same else 1
        above = labelled[i + 1][0] if i + 1 < len(labelled) else score + 1e-6
        if right > best and above > score:
            best, threshold = right, (score + above) / 2
    return threshold


def fold_accuracies(folds):
    """Each fold judged at the threshold that is best on all the others."""
    results = []
    for held_out, (genuine, impostor) in enumerate(folds):
        rest = [fold for i, fold in enumerate(folds) if i != held_out]
        threshold = best_threshold([s for g, _ in rest for s in g], [s for _, m in rest for s in m])
        results.append(accuracy(genuine, impostor, threshold))
    return results


def equal_error_rate(genuine, impostor):
    genuine, impostor = sorted(genuine), sorted(impostor)
    rejected, accepted, best = 0, len(impostor), None
    for threshold in sorted(genuine + impostor):
        while rejected < len(genuine) and genuine[rejected] < threshold:
            rejected += 1
        while accepted > 0 and impostor[len(impostor) - accepted] < threshold:
            accepted -= 1
        fnmr, fmr = rejected / len(genuine), accepted / len(impostor)
        if best is None or abs(fnmr - fmr) < best[0]:
            best = (abs(fnmr - fmr), (fnmr + fmr) / 2)
    return best[1]


def true_accept_rate(genuine, impostor, fmr):
    """Genuine pairs strictly above the highest score that too many impostor pairs reach."""
    allowed = int(fmr * len(impostor))
    threshold = sorted(impostor, reverse=True)[allowed]
    return sum(s > threshold for s in genuine) / len(genuine), threshold, allowed


def main():
    arguments = parse_arguments()
    scores_file = arguments.scores or HOME / "build" / "lfw_scores.csv"
    if not scores_file.exists():
        compare_pairs(arguments, scores_file)
    scores = read_scores(scores_file)
    fold_count, count = fold_sizes(arguments.pairs)
    if len(scores) != fold_count * count * 2:
        sys.exit(f"lfw_report: {scores_file} has {len(scores)} rows, the pair list "
                 f"{fold_count * count * 2}; compare the same list again.")
    folds = []
    for start in range(0, len(scores), 2 * count):
        folds.append((scores[start:start + count], scores[start + count:start + 2 * count]))
    genuine = [s for g, _ in folds for s in g]
    impostor = [s for _, m in folds for s in m]
    results = fold_accuracies(folds)
    mean = sum(results) / len(results)
    deviation = math.sqrt(sum((r - mean) ** 2 for r in results) / (len(results) - 1))
    rate, threshold, allowed = true_accept_rate(genuine, impostor, 1e-3)
    print(f"pairs: {len(genuine)} genuine, {len(impostor)} impostor, "
          f"not compared: {sum(s == LOWEST for s in scores)} (public benchmark, flip off)")
    print(f"accuracy: {100 * mean:.2f} % +- {100 * deviation / math.sqrt(len(results)):.2f} "
          f"(standard error over {len(results)} folds; folds "
          + " ".join(f"{100 * r:.2f}" for r in results) + ")")
    print(f"EER: {equal_error_rate(genuine, impostor):.4f}")
    print(f"TAR at FMR 1e-3: {rate:.4f} (score above {threshold:.4f}; coarse: "
          f"{len(impostor)} impostor pairs, {allowed} may match)")


if __name__ == "__main__":
    main()
