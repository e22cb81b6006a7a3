"""Reads TensorFlow Lite graphs and writes ONNX files with Python's own library alone."""
