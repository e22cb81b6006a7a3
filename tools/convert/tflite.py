"""Reads the graph of a TensorFlow Lite file as plain values; judges nothing.

Field numbers and codes: tensorflow/lite/schema/schema.fbs, schema version 3.
"""
from dataclasses import dataclass, field

from .flatbuffer import Table

VERSION = 3
FLOAT32 = 0
NAMES = {0: "add", 3: "conv", 4: "depthwise_conv", 18: "mul", 19: "relu", 22: "reshape",
         41: "sub", 101: "abs"}


class Unsupported(Exception):
    """One sentence that says what of the file is not understood."""


@dataclass
class Tensor:
    shape: list
    content: bytes  # empty when it is computed


@dataclass
class Operator:
    name: str
    inputs: list  # positions in Graph.tensors
    output: int
    options: dict = field(default_factory=dict)


@dataclass
class Graph:
    tensors: list
    operators: list  # in an order in which they can run
    inputs: list
    outputs: list


def convolution_options(table, depthwise):
    """Padding 0 is SAME, 1 is VALID; the depth multiplier stands before the activation."""
    shift = 1 if depthwise else 0
    return {"same": table.byte(0) == 0, "stride_x": table.uint32(1), "stride_y": table.uint32(2),
            "multiplier": table.uint32(3) if depthwise else 1, "activation": table.byte(3 + shift),
            "dilation_x": table.uint32(4 + shift, 1), "dilation_y": table.uint32(5 + shift, 1)}


def read_operator(table, codes):
    code = codes[table.uint32(0)]
    if code not in NAMES:
        raise Unsupported(f"The operator of code {code} is not supported.")
    name, options = NAMES[code], table.table(4)
    outputs = table.int32s(2)
    if len(outputs) != 1:
        raise Unsupported(f"An operator {name} has {len(outputs)} outputs.")
    operator = Operator(name, table.int32s(1), outputs[0])
    if name in ("conv", "depthwise_conv"):
        operator.options = convolution_options(options, name == "depthwise_conv")
    elif name in ("add", "mul", "sub") and options is not None:
        operator.options = {"activation": options.byte(0)}
    return operator


def read_tensor(table, buffers):
    content = buffers[table.uint32(2)].raw(0)
    if table.byte(1) != FLOAT32:
        content = b""  # shapes as integers; the tensors' own shapes say the same
    return Tensor(table.int32s(0), content)


def read_graph(data):
    if data[4:8] != b"TFL3":
        raise Unsupported("This is not a TensorFlow Lite file.")
    model = Table.root(data)
    graphs = model.tables(2)
    if model.uint32(0) != VERSION or len(graphs) != 1:
        raise Unsupported("Only schema version 3 with one graph is supported.")
    codes = [code.byte(0) for code in model.tables(1)]
    buffers = model.tables(4)
    return Graph([read_tensor(table, buffers) for table in graphs[0].tables(0)],
                 [read_operator(table, codes) for table in graphs[0].tables(3)],
                 graphs[0].int32s(1), graphs[0].int32s(2))
