#!/usr/bin/env python3
"""Tests of tools/tflite_to_onnx.py on graphs made by hand; what the result is worth as a face
network is measured with truename evaluate (docs/models.md)."""
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

from convert.tflite import Graph, Operator, Tensor, Unsupported
from tflite_to_onnx import Converter, reorder

TOOLS = pathlib.Path(__file__).resolve().parent


def floats(*values):
    return struct.pack(f"<{len(values)}f", *values)


def prelu_graph():
    """relu(x) + s * (x - |x|), as TensorFlow Lite writes a PReLU of two channels."""
    picture = [2, 1, 1, 2]
    tensors = [Tensor(picture, b"") for _ in range(6)] + [Tensor([2], floats(0.25, 0.5))]
    return Graph(tensors, [Operator("relu", [0], 1), Operator("abs", [0], 2),
                           Operator("sub", [0, 2], 3), Operator("mul", [6, 3], 4),
                           Operator("add", [1, 4], 5)], [0], [5])


class Convert(unittest.TestCase):
    def test_axes_are_reordered_as_their_names_say(self):
        content = floats(*range(12))  # [2, 3, 2]
        self.assertEqual(reorder(content, [2, 3, 2], (2, 0, 1)),
                         floats(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11))

    def test_a_prelu_becomes_one_node_with_twice_the_factor(self):
        model = Converter(prelu_graph()).run("p")
        self.assertIn(b"PRelu", model)
        self.assertIn(floats(0.5, 1.0), model)
        for gone in (b"\x22\x04Relu", b"Abs", b"Sub", b"Mul"):  # 0x22, 4: operator name, length
            self.assertNotIn(gone, model)

    def test_a_sum_of_two_computed_values_stays_a_sum(self):
        graph = prelu_graph()
        graph.operators = [Operator("add", [0, 0], 5)]
        self.assertIn(b"Add", Converter(graph).run("p"))

    def test_the_same_graph_gives_the_same_bytes(self):
        self.assertEqual(Converter(prelu_graph()).run("p"), Converter(prelu_graph()).run("p"))

    def test_a_part_of_a_prelu_alone_is_refused(self):
        graph = prelu_graph()
        graph.operators = graph.operators[1:]
        with self.assertRaisesRegex(Unsupported, "abs outside"):
            Converter(graph).run("p")

    def test_the_tiny_networks_of_the_tests_are_what_their_tool_writes(self):
        kept = TOOLS.parent / "tests/fixtures/models"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, TOOLS / "test_models.py", folder], check=True)
            made = sorted(pathlib.Path(folder).iterdir())
            self.assertEqual([file.name for file in made],
                             sorted(file.name for file in kept.iterdir()))
            for file in made:
                self.assertEqual(file.read_bytes(), (kept / file.name).read_bytes(), file.name)

    def test_what_is_no_whole_tflite_file_is_refused_in_one_sentence(self):
        for content in (b"", b"not a network at all", b"\x18\0\0\0TFL3\0\0\x0e\0"):
            with tempfile.TemporaryDirectory() as folder:
                source, target = pathlib.Path(folder) / "a.tflite", pathlib.Path(folder) / "a.onnx"
                source.write_bytes(content)
                done = subprocess.run([sys.executable, TOOLS / "tflite_to_onnx.py", source, target],
                                      capture_output=True, text=True)
                self.assertNotEqual(done.returncode, 0)
                self.assertEqual(len(done.stderr.strip().splitlines()), 1)
                self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
