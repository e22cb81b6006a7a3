#!/usr/bin/env python3
"""Writes the tiny networks of tests/fixtures/models, right and wrong, for the tests of contracts.

They know no face: each gives the mean of every channel. Usage: test_models.py [FOLDER]
"""
import pathlib
import sys

from convert import onnx_file

HOME = pathlib.Path(__file__).resolve().parent.parent
SIDE = 4
PLANES = [1, 3, SIDE, SIDE]
INTEGER64 = 7  # TensorProto.DataType


def network(name, shape, before=(), after=(), kind=onnx_file.FLOAT32):
    """`before` and `after` the mean: operators by name, each with its attributes."""
    nodes, last = [], "picture"
    steps = [*before, ("GlobalAveragePool", {}), ("Flatten", {"axis": 1}), *after]
    for count, (operator, attributes) in enumerate(steps):
        output = "means" if count == len(steps) - 1 else f"step_{count}"
        nodes.append(onnx_file.node(operator, [last], output, **attributes))
        last = output
    return onnx_file.model(name, nodes, [], [onnx_file.value("picture", shape)],
                           [onnx_file.value("means", [1, 3], kind)])


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "tests/fixtures/models"
    models = {
        "means_nchw": network("means_nchw", PLANES),
        "means_nhwc": network("means_nhwc", [1, SIDE, SIDE, 3],
                              before=[("Transpose", {"perm": [0, 3, 1, 2]})]),
        "not_finite": network("not_finite", PLANES, after=[("Log", {})]),
        "no_floats": network("no_floats", PLANES, after=[("Cast", {"to": INTEGER64})],
                             kind=INTEGER64),
    }
    for name, content in models.items():
        (folder / f"{name}.onnx").write_bytes(content)


if __name__ == "__main__":
    main()
