#!/usr/bin/env python3
"""Converts a TensorFlow Lite face network to ONNX; the same input gives the same bytes.

For networks made of convolutions, PReLU and sums. Pictures go in as NCHW, one at a time, whatever
the batch of the source. PReLU, which TensorFlow Lite writes as relu(x) + s * (x - |x|), becomes one
node again. What is not understood stops the conversion. Usage: tflite_to_onnx.py FROM TO
"""
import array
import pathlib
import struct
import sys

from convert import onnx_file
from convert.tflite import Unsupported, read_graph


def reorder(content, shape, order):
    """The values of a row-major tensor of `shape` with its axes in the given order."""
    values = array.array("f", content)
    strides = [1] * len(shape)
    for axis in reversed(range(len(shape) - 1)):
        strides[axis] = strides[axis + 1] * shape[axis + 1]
    places = [0]
    for axis in order:
        steps = range(0, shape[axis] * strides[axis], strides[axis])
        places = [place + step for place in places for step in steps]
    return array.array("f", map(values.__getitem__, places)).tobytes()


def onnx_shape(shape):
    """[N, height, width, C] to [1, C, height, width]; others keep their order. One at a time."""
    if len(shape) == 4:
        return [1, shape[3], shape[1], shape[2]]
    return [1, *shape[1:]]


class Converter:
    def __init__(self, graph):
        self.graph = graph
        self.makers = {operator.output: operator for operator in graph.operators}
        self.nodes = []
        self.weights = []

    def shape(self, index):
        return self.graph.tensors[index].shape

    def weight(self, name, shape, content):
        if not content:
            raise Unsupported(f"The weights {name} are computed, not stored.")
        self.weights.append(onnx_file.tensor(name, shape, content))
        return name

    def made_by(self, index, kind):
        maker = self.makers.get(index)
        return maker if maker is not None and maker.name == kind else None

    def prelu(self, add):
        """(source, slopes, what it replaces) when `add` is the end of a PReLU, else None."""
        relu, scaled = (self.made_by(add.inputs[0], "relu"), self.made_by(add.inputs[1], "mul"))
        difference = scaled and self.made_by(scaled.inputs[1], "sub")
        absolute = difference and self.made_by(difference.inputs[1], "abs")
        if not (relu and absolute):
            return None
        source = relu.inputs[0]
        if absolute.inputs[0] != source or difference.inputs[0] != source:
            return None
        return source, scaled.inputs[0], [relu, scaled, difference, absolute]

    def convolution(self, operator):
        source, kernel, bias = operator.inputs
        out, height, width, inner = self.shape(kernel)
        options = operator.options
        depthwise = operator.name == "depthwise_conv"
        plain = (options["activation"] == 0 and options["multiplier"] == 1
                 and options["dilation_x"] == options["dilation_y"] == 1)
        if not plain or (depthwise and out != 1):
            raise Unsupported("A convolution with activation, dilation or multiplier.")
        content = self.graph.tensors[kernel].content
        if depthwise:  # [1, height, width, channels]
            shape, group = [inner, 1, height, width], inner
            content = reorder(content, self.shape(kernel), (3, 0, 1, 2))
        else:
            shape, group = [out, inner, height, width], 1
            content = reorder(content, self.shape(kernel), (0, 3, 1, 2))
        offsets = self.graph.tensors[bias].content
        inputs = [f"v{source}", self.weight(f"kernel_{operator.output}", shape, content),
                  self.weight(f"bias_{operator.output}", self.shape(bias), offsets)]
        self.nodes.append(onnx_file.node(
            "Conv", inputs, f"v{operator.output}", kernel_shape=[height, width], group=group,
            strides=[options["stride_y"], options["stride_x"]],
            auto_pad="SAME_UPPER" if options["same"] else "VALID"))

    def add(self, operator):
        if operator.options.get("activation", 0) != 0:
            raise Unsupported("A sum with an activation.")
        name, fused = f"v{operator.output}", self.prelu(operator)
        if fused is None:
            inputs = [f"v{index}" for index in operator.inputs]
            self.nodes.append(onnx_file.node("Add", inputs, name))
            return
        source, slopes, _ = fused
        factors = array.array("f", self.graph.tensors[slopes].content)
        doubled = array.array("f", [2 * factor for factor in factors])  # x - |x| is 2x below zero
        slope = self.weight(f"slope_{operator.output}", [len(doubled), 1, 1], doubled.tobytes())
        self.nodes.append(onnx_file.node("PRelu", [f"v{source}", slope], name))

    def reshape(self, operator):
        before, after = self.shape(operator.inputs[0]), self.shape(operator.output)
        if before[1:3] != [1, 1] or before[3:] != after[1:]:
            raise Unsupported("A reshape that is no flattening of single points.")
        self.nodes.append(onnx_file.node("Flatten", [f"v{operator.inputs[0]}"],
                                         f"v{operator.output}", axis=1))

    def run(self, name):
        if len(self.graph.inputs) != 1:
            raise Unsupported("A network with several inputs.")
        sums = [operator for operator in self.graph.operators if operator.name == "add"]
        absorbed = {id(part) for fused in map(self.prelu, sums) if fused for part in fused[2]}
        steps = {"conv": self.convolution, "depthwise_conv": self.convolution, "add": self.add,
                 "reshape": self.reshape}
        for operator in self.graph.operators:
            if id(operator) in absorbed:
                continue
            if operator.name not in steps:
                raise Unsupported(f"An operator {operator.name} outside a PReLU.")
            steps[operator.name](operator)
        values = [[onnx_file.value(f"v{index}", onnx_shape(self.shape(index)))
                   for index in ends] for ends in (self.graph.inputs, self.graph.outputs)]
        return onnx_file.model(name, self.nodes, self.weights, *values)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[-1])
    source, target = map(pathlib.Path, sys.argv[1:])
    try:
        converted = Converter(read_graph(source.read_bytes())).run(source.stem)
    except Unsupported as problem:
        sys.exit(f"tflite_to_onnx: {source.name}: {problem}")
    except (IndexError, struct.error):
        sys.exit(f"tflite_to_onnx: {source.name} is cut or damaged; fetch it again.")
    target.write_bytes(converted)


if __name__ == "__main__":
    main()
