"""Photographs, unpacked within bounds: the points of the picture and nothing else of the file."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from assistant.documents.forms import photo, picture
from assistant.documents.seen import Unreadable

FORMATS = ("PNG", "JPEG", "WEBP")
WIDEST = 4_000
DAMAGED = "The picture is damaged. Take it again."


@dataclass(frozen=True)
class Photo:
    """A picture in shades of grey, and by how much its sides were shortened."""

    image: Image.Image
    shrunk: int = 1


def opened(content: bytes) -> Photo:
    """The picture; its stated size is checked before a single point is unpacked."""
    size = picture(content)
    if not size:
        raise Unreadable(DAMAGED)
    photo(*size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # Ours is stricter.
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            photo(*image.size)
            grey = flat(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        raise Unreadable(DAMAGED) from wrong
    shrunk = -(-max(grey.size) // WIDEST)
    return Photo(grey.reduce(shrunk) if shrunk > 1 else grey, max(shrunk, 1))


def flat(image: Image.Image) -> Image.Image:
    """In shades of grey, on white paper where the picture lets it shine through."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("L")
