"""Reads FlatBuffers tables by field number; knows no schema (flatbuffers.dev, "Internals")."""
import struct


class Table:
    """A table at a position of `data`. Fields are those of the schema, counted from 0."""

    def __init__(self, data, position):
        self.data = data
        self.position = position
        vtable = position - self._scalar("<i", position)
        entries = self._scalar("<H", vtable) // 2 - 2
        self.offsets = struct.unpack_from(f"<{max(entries, 0)}H", data, vtable + 4)

    @classmethod
    def root(cls, data):
        return cls(data, struct.unpack_from("<I", data, 0)[0])

    def _scalar(self, form, position):
        return struct.unpack_from(form, self.data, position)[0]

    def _place(self, field):
        """Where the field lies; None when it was left out, which means its default."""
        offset = self.offsets[field] if field < len(self.offsets) else 0
        return self.position + offset if offset else None

    def _target(self, field):
        place = self._place(field)
        return None if place is None else place + self._scalar("<I", place)

    def _vector(self, field):
        """(position of the first element, count)."""
        target = self._target(field)
        return (0, 0) if target is None else (target + 4, self._scalar("<I", target))

    def byte(self, field, default=0):
        place = self._place(field)
        return default if place is None else self._scalar("<b", place)

    def uint32(self, field, default=0):
        place = self._place(field)
        return default if place is None else self._scalar("<I", place)

    def table(self, field):
        target = self._target(field)
        return None if target is None else Table(self.data, target)

    def tables(self, field):
        first, count = self._vector(field)
        places = range(first, first + 4 * count, 4)
        return [Table(self.data, place + self._scalar("<I", place)) for place in places]

    def int32s(self, field):
        first, count = self._vector(field)
        return list(struct.unpack_from(f"<{count}i", self.data, first))

    def raw(self, field):
        first, count = self._vector(field)
        return self.data[first:first + count]
