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
    """Format 13: one group of all characters with one glyph, found at once whatever the character."""
    table = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


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
