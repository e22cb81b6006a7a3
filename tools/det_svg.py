#!/usr/bin/env python3
"""Draws the detection error trade-off of models side by side, as one SVG; measures nothing itself.

FMR comes from each model's calibration table (all impostor pairs), FNMR from the genuine pairs of a
score list that `truename compare --pairs` wrote: a pair without a
score counts as not matched. Usage: det_svg.py OUT.svg NAME=TABLE.toml,SCORES.csv ...
"""
import csv
import math
import pathlib
import sys
import tomllib

LEFT, TOP, WIDTH, HEIGHT = 70, 30, 520, 340
FMR = (-6, -1)  # powers of ten
FNMR = (-3, 0)
TEXT = 'stroke="none" fill="#444"'
COLOURS = ["#1f5fa8", "#c2571a", "#2e7d4f", "#7a3fa0"]


def curve(table, scores):
    """(FMR, FNMR) for each row of the table whose FMR is not zero."""
    rows = tomllib.loads(pathlib.Path(table).read_text(encoding="utf-8"))["row"]
    with open(scores, newline="", encoding="utf-8") as file:
        genuine = [float(row["score"]) if row["score"] else -1.0
                   for row in csv.DictReader(file) if row["same"] == "1"]
    if not genuine:
        sys.exit(f"det_svg: {scores} lists no pair of one person.")
    points = [(row["fmr"], sum(score < row["score"] for score in genuine) / len(genuine))
              for row in rows if row["fmr"] > 0]
    return points, len(genuine)


def place(value, ends, start, length):
    low, high = ends
    part = (max(low, min(high, math.log10(value))) - low) / (high - low)
    return start + part * length


def x_of(fmr):
    return place(fmr, FMR, LEFT, WIDTH)


def y_of(fnmr):
    return TOP + HEIGHT - place(fnmr, FNMR, 0, HEIGHT)


def grid():
    for power in range(FMR[0], FMR[1] + 1):
        x, y = x_of(10.0 ** power), TOP + HEIGHT + 18
        yield f'<path d="M{x:.1f} {TOP}v{HEIGHT}"/>'
        yield f'<text x="{x:.1f}" y="{y}" {TEXT} text-anchor="middle">1e{power}</text>'
    for power in range(FNMR[0], FNMR[1] + 1):
        y = y_of(10.0 ** power)
        yield f'<path d="M{LEFT} {y:.1f}h{WIDTH}"/>'
        label = f"{10.0 ** power:.1%}".replace(".0%", "%")
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" {TEXT} text-anchor="end">{label}</text>'


def line(points, colour):
    inside = [(fmr, fnmr) for fmr, fnmr in points if FMR[0] <= math.log10(fmr) <= FMR[1] and fnmr]
    path = " ".join(f"{x_of(fmr):.1f},{y_of(fnmr):.1f}" for fmr, fnmr in inside)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'


def drawing(models):
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 430" '
             'font-family="sans-serif" font-size="12">',
             '<rect width="620" height="430" fill="#fff"/>',
             '<g stroke="#ddd" fill="none">', *grid(), "</g>",
             f'<text x="{LEFT + WIDTH / 2}" y="410" text-anchor="middle">FMR</text>',
             f'<text x="{LEFT - 55}" y="{TOP - 12}">FNMR</text>']
    for number, (name, points, genuine) in enumerate(models):
        colour, y = COLOURS[number % len(COLOURS)], TOP + 22 + 18 * number
        parts += [line(points, colour), f'<text x="{LEFT + WIDTH - 12}" y="{y}" fill="{colour}" '
                  f'text-anchor="end">{name} ({genuine:,} genuine pairs)</text>']
    return "\n".join([*parts, "</svg>", ""])


def main():
    if len(sys.argv) < 3 or not all("=" in item and "," in item for item in sys.argv[2:]):
        sys.exit(__doc__.splitlines()[-1])
    models = []
    for item in sys.argv[2:]:
        name, files = item.split("=", 1)
        models.append((name, *curve(*files.split(",", 1))))
    pathlib.Path(sys.argv[1]).write_text(drawing(models), encoding="utf-8")


if __name__ == "__main__":
    main()
