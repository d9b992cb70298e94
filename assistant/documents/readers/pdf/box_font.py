"""A TrueType font in which every letter is the same box, made in memory.

For PDFs that bring no font along: PDFium drops letters whose glyph it cannot find, and to know a letter's place any
glyph will do. It is never shown to anyone.
"""

from __future__ import annotations

import struct
from functools import cache

_UNITS = 1000
"""To the em."""
_LEFT, _BOTTOM, _RIGHT, _TOP = 40, -120, 960, 880
_SEGMENT = 256
"""Characters that one part of the table from characters to glyphs covers; all parts share one list of glyphs."""


@cache
def box_font() -> bytes:
    """The bytes of the font file."""
    glyph = _glyph()
    tables = {
        b"cmap": _cmap(),
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0x000B, _UNITS, 0, 0),
            *(_LEFT, _BOTTOM, _RIGHT, _TOP, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, _TOP, _BOTTOM, 0, _UNITS, 0, 0, _RIGHT, 1, *(0,) * 7, 1),
        b"hmtx": struct.pack(">Hhh", _UNITS, 0, _LEFT),
        b"loca": struct.pack(">HHH", 0, 0, len(glyph) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 4, 1, 0, 0, 2, *(0,) * 8),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _glyph() -> bytes:
    """One outline of four corners; the glyph before it, for what is missing, is empty."""
    corners = struct.pack(">hhhh", _LEFT, _RIGHT - _LEFT, 0, _LEFT - _RIGHT)
    heights = struct.pack(">hhhh", _BOTTOM, 0, _TOP - _BOTTOM, 0)
    head = struct.pack(">hhhhhHH", 1, _LEFT, _BOTTOM, _RIGHT, _TOP, 3, 0)
    outline = head + bytes([1, 1, 1, 1]) + corners + heights
    return outline + bytes(-len(outline) % 4)


def _cmap() -> bytes:
    """Format 4: characters of the basic plane, in segments that all point to the same glyphs."""
    starts = range(0, 0x10000, _SEGMENT)
    count = len(starts)
    ends = [start + _SEGMENT - 1 for start in starts]
    offsets = [2 * (count - index) for index in range(count)]
    table = struct.pack(f">{count}HH{count}H", *ends, 0, *starts)
    table += struct.pack(f">{count}H{count}H", *(0,) * count, *offsets) + b"\0\1" * _SEGMENT
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">HHHHHHH", 4, 14 + len(table), 0, 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power)
    )
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + head + table


def _file(tables: dict[bytes, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power)
    )
    listed, bodies = b"", b""
    start = len(head) + 16 * len(tables)
    for tag, body in sorted(tables.items()):
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        listed += struct.pack(">4sIII", tag, total, start + len(bodies), len(body))
        bodies += padded
    return head + listed + bodies
