#!/usr/bin/env python3
"""Writes the tiny networks of tests/fixtures/models, right and wrong, for the tests of contracts.

They know no face: extractors give the mean of every channel, the detector always finds one box in
the middle. Usage: test_models.py [FOLDER]
"""
import pathlib
import struct
import sys

from convert import onnx_file

HOME = pathlib.Path(__file__).resolve().parent.parent
SIDE = 4
PLANES = [1, 3, SIDE, SIDE]
INTEGER64 = 7  # TensorProto.DataType
DETECTOR_SIDE = 64
ANCHORS = 235  # UltraFace's grids of 64 x 64: 8x8x3 + 4x4x2 + 2x2x2 + 1x1x3


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


def floats(values):
    return struct.pack(f"<{len(values)}f", *values)


def detector():
    """UltraFace's outputs: one anchor is sure of a face, all others of background."""
    scores = [1.0, 0.0] * (ANCHORS - 1) + [0.1, 0.9]
    corners = [0.0, 0.0, 0.1, 0.1] * (ANCHORS - 1) + [0.25, 0.25, 0.75, 0.75]
    weights = [onnx_file.tensor("zero", [1, 1, 1], floats([0.0])),
               onnx_file.tensor("scores_said", [1, ANCHORS, 2], floats(scores)),
               onnx_file.tensor("boxes_said", [1, ANCHORS, 4], floats(corners))]
    nodes = [onnx_file.node("ReduceMean", ["picture"], "mean", axes=[1, 2, 3], keepdims=1),
             onnx_file.node("Flatten", ["mean"], "flat", axis=1),
             onnx_file.node("Mul", ["flat", "zero"], "nothing"),
             onnx_file.node("Add", ["scores_said", "nothing"], "scores"),
             onnx_file.node("Add", ["boxes_said", "nothing"], "boxes")]
    return onnx_file.model("one_face", nodes, weights,
                           [onnx_file.value("picture", [1, 3, DETECTOR_SIDE, DETECTOR_SIDE])],
                           [onnx_file.value("scores", [1, ANCHORS, 2]),
                            onnx_file.value("boxes", [1, ANCHORS, 4])])


def outside_weights():
    """Its weights stand in a file beside it, which no hash covers."""
    entries = [("location", "outside.bin"), ("offset", "0"), ("length", "36")]
    tensor = onnx_file.number(1, 3) + onnx_file.number(1, 3) + onnx_file.number(2, 1)
    tensor += onnx_file.part(8, "outside")
    for key, text in entries:  # TensorProto.external_data, and data_location = EXTERNAL
        tensor += onnx_file.part(13, onnx_file.part(1, key) + onnx_file.part(2, text))
    nodes = [onnx_file.node("GlobalAveragePool", ["picture"], "mean"),
             onnx_file.node("Flatten", ["mean"], "flat", axis=1),
             onnx_file.node("MatMul", ["flat", "outside"], "means")]
    return onnx_file.model("outside_weights", nodes, [tensor + onnx_file.number(14, 1)],
                           [onnx_file.value("picture", PLANES)],
                           [onnx_file.value("means", [1, 3])])


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "tests/fixtures/models"
    models = {
        "one_face": detector(),
        "outside_weights": outside_weights(),
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
