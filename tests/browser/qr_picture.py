"""A picture of a QR code as a ticket would hold it; the code itself is written out, so that no library is needed."""

from __future__ import annotations

import struct
import zlib

LINK = "https://t.me/mamandyq_demo_bot?start=ticket_7Q4"
MODULES = """
#######.#.###..###.#...#..#######
#.....#..#.##...##.#.##...#.....#
#.###.#...#.##.......#..#.#.###.#
#.###.#.##..#.#..##.##..#.#.###.#
#.###.#.#..#.##..########.#.###.#
#.....#.#.##.#..##.#..#...#.....#
#######.#.#.#.#.#.#.#.#.#.#######
........##.##..####..#..#........
#...#.###..##.#..#.#.#########..#
#####...##.#.#.##.#....###...###.
#.#.#.##.......###..#####.#..#.#.
##..##.##.....#.###..#.###.......
#....##..#...##...#.##....#.##..#
###.#....#......#..#..#..#.#..#..
....#####.##.#..####.###.####..#.
..##....#####.#..#.###.####.#....
#.#.#.##.#.....#.#...##.#.#.##.#.
.#...#.#.#...######....#.....##..
....#.##.#..#..#..#..#.##..#.#.#.
.####...##..#.#.....########...##
##..#.##.#...####..#...#..####.##
#......##.#.###...####.#.#.#..##.
......##.#.#.#.#.##.##.###..####.
..####.#.###.######..#.##......##
##...##.....##..##.####.######...
........##.#.##.#.#.....#...#.#..
#######.#....#.#.#...##.#.#.##.#.
#.....#...##.....######.#...#..##
#.###.#.#...####..#.#...######...
#.###.#..#..#...##.#.....#######.
#.###.#..###..#.####.##.#.####...
#.....#..#####...#####.##.#..#...
#######.#.#..#.#.#..#####....#..#
"""
QUIET = 4


def ticket(scale: int = 6) -> bytes:
    """A PNG of the code with its quiet zone; `scale` pixels a module."""
    rows = MODULES.split()
    blank = ["." * (len(rows) + 2 * QUIET)] * QUIET
    grid = [*blank, *("." * QUIET + row + "." * QUIET for row in rows), *blank]
    lines = (b"\0" + b"".join(b"\x14" * scale if module == "#" else b"\xfa" * scale for module in row) for row in grid)
    return _png(len(grid) * scale, b"".join(line * scale for line in lines))


def _png(side: int, scanlines: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(scanlines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
