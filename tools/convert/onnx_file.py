"""Writes ONNX files: protobuf wire format by hand, field numbers of onnx.proto; no checking."""
import struct

IR_VERSION = 7
OPSET = 13
FLOAT, INTEGER, TEXT, INTEGERS = 1, 2, 3, 7  # AttributeProto.AttributeType
FLOAT32 = 1  # TensorProto.DataType


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def part(field, content):
    if isinstance(content, str):
        content = content.encode()
    return varint(field << 3 | 2) + varint(len(content)) + content


def attribute(name, value):
    if isinstance(value, int):
        body, kind = number(3, value), INTEGER
    elif isinstance(value, float):
        body, kind = varint(2 << 3 | 5) + struct.pack("<f", value), FLOAT
    elif isinstance(value, str):
        body, kind = part(4, value), TEXT
    else:
        body, kind = b"".join(number(8, item) for item in value), INTEGERS
    return part(1, name) + body + number(20, kind)


def node(kind, inputs, output, **attributes):
    body = b"".join(part(1, name) for name in inputs) + part(2, output)
    body += part(3, output) + part(4, kind)
    return body + b"".join(part(5, attribute(*item)) for item in attributes.items())


def tensor(name, shape, content):
    """`content`: the values as little-endian float32."""
    dimensions = b"".join(number(1, size) for size in shape)
    return dimensions + number(2, FLOAT32) + part(8, name) + part(9, content)


def value(name, shape, kind=FLOAT32):
    dimensions = b"".join(part(1, number(1, size)) for size in shape)
    return part(1, name) + part(2, part(1, number(1, kind) + part(2, dimensions)))


def model(name, nodes, weights, inputs, outputs):
    """Each argument but the name is a list of what the functions above gave."""
    graph = b"".join(part(1, item) for item in nodes) + part(2, name)
    graph += b"".join(part(5, item) for item in weights)
    graph += b"".join(part(11, item) for item in inputs)
    graph += b"".join(part(12, item) for item in outputs)
    return (number(1, IR_VERSION) + part(2, "truename") + part(7, graph)
            + part(8, number(2, OPSET)))
