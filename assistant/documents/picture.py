"""A page as a picture, to show a person where on it something was read."""

import struct
import zlib

from assistant.documents import pdf
from assistant.documents.forms import MOST_PIXELS, picture
from assistant.documents.page_picture import Picture
from assistant.documents.seen import Unreadable

SCALE = 1.6  # Points of the picture to a point of the page: readable on a desk, small on a phone.
MOST = 4_000_000
HEAD = b"\x89PNG\r\n\x1a\n"
RGB = (8, 2, 0, 0, 0)  # Bits of a channel, colours, and the only ways there are to pack them.
NO_PAGE = "There is no page {page} in this file."
NO_PICTURE = "This file has no pages that could be shown; its values name their rows."


def drawn(content: bytes, page: int) -> Picture:
    """A page of a PDF as PNG, and a photo as it is."""
    if b"%PDF-" in content[:1024]:
        return paper(content, page)
    size = picture(content)
    if size is None:
        raise Unreadable(NO_PICTURE)
    if page != 1 or size[0] * size[1] > MOST_PIXELS:
        raise Unreadable(NO_PAGE.format(page=page))
    kinds = {b"\x89": "image/png", b"\xff": "image/jpeg", b"R": "image/webp"}
    width, height = size
    return Picture(1, width, height, kinds[content[:1]], content)


def paper(content: bytes, page: int) -> Picture:
    document = pdf.opened(content)
    if not 1 <= page <= min(len(document), pdf.MOST_PAGES):
        raise Unreadable(NO_PAGE.format(page=page))
    sheet = document[page - 1]
    width, height = sheet.get_size()
    pixels = pdf.drawing(sheet, min(SCALE, (MOST / max(width * height, 1)) ** 0.5))
    seen = png(pixels[..., ::-1])  # PDFium's colours come as blue, green, red.
    return Picture(page, width, height, "image/png", seen)


def png(pixels: pdf.Pixels) -> bytes:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)  # Each row begins with its filter.
    head = chunk(b"IHDR", struct.pack(">II5B", width, height, *RGB))
    return HEAD + head + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")


def chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
