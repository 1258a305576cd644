"""Pages made for tests: text in plain sight, unusual text, and all the ways to hide some."""

import io
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SIZE = (300.0, 300.0)
SECRET = "PAY TO IBAN XX99"
Draw = Callable[[Canvas], None]


def made(draw: Draw, size: tuple[float, float] = SIZE, **how: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, **how)  # type: ignore[arg-type]
    canvas.drawString(20, 270, "Invoice 4711")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def shade(canvas: Canvas, grey: float) -> None:
    canvas.setFillColorRGB(grey, grey, grey)


def white(canvas: Canvas) -> None:
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)


def near_white(canvas: Canvas) -> None:
    shade(canvas, 0.97)
    canvas.drawString(20, 200, SECRET)


def white_on_white_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.95, 0.9)
    canvas.rect(10, 190, 200, 30, stroke=0, fill=1)
    canvas.drawString(20, 200, SECRET)


def small(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.8)
    canvas.drawString(20, 200, SECRET)


def small_by_matrix(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(20, 200)
    canvas.scale(0.05, 0.05)
    canvas.drawString(0, 0, SECRET)
    canvas.restoreState()


def beside(canvas: Canvas) -> None:
    canvas.drawString(-500, 200, SECRET)


def below(canvas: Canvas) -> None:
    canvas.drawString(20, -200, SECRET)


def mode(canvas: Canvas, number: int) -> None:
    text = canvas.beginText(20, 200)
    text.setTextRenderMode(number)
    text.textOut(SECRET)
    canvas.drawText(text)


def undrawn(canvas: Canvas) -> None:
    mode(canvas, 3)


def clip_only(canvas: Canvas) -> None:
    canvas.saveState()
    mode(canvas, 7)
    canvas.restoreState()


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(20, 200, SECRET)


def behind_a_box(canvas: Canvas) -> None:
    canvas.drawString(20, 200, SECRET)
    shade(canvas, 1)
    canvas.rect(10, 190, 200, 30, stroke=0, fill=1)


def behind_a_picture(canvas: Canvas) -> None:
    canvas.drawString(20, 200, SECRET)
    canvas.drawImage(striped(), 10, 190, 200, 30)


def clipped(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(20, 200, SECRET)
    canvas.restoreState()


def nearly_covered(canvas: Canvas) -> None:
    canvas.drawString(20, 200, SECRET)
    shade(canvas, 1)
    canvas.rect(10, 200.2, 200, 30, stroke=0, fill=1)


def transparent_over_stripes(canvas: Canvas) -> None:
    stripes(canvas)
    canvas.setFillAlpha(0.01)
    canvas.drawString(20, 200, SECRET)


def transparent_over_text(canvas: Canvas) -> None:
    canvas.drawString(20, 200, "Thank you for it")
    canvas.setFillAlpha(0)
    canvas.drawString(20, 200, SECRET)


def white_under_a_rule(canvas: Canvas) -> None:
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)
    canvas.line(10, 203, 280, 203)


def white_under_stripes(canvas: Canvas) -> None:
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)
    stripes(canvas)


def in_deep_forms(canvas: Canvas) -> None:
    canvas.beginForm("f0")
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)
    canvas.endForm()
    for depth in range(1, 20):
        canvas.beginForm(f"f{depth}")
        canvas.doForm(f"f{depth - 1}")
        canvas.endForm()
    canvas.doForm("f19")


def white_beside_clipping_text(canvas: Canvas) -> None:
    """The clip of other text must not lend its ink to what is white below it."""
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)
    canvas.saveState()
    text = canvas.beginText(20, 100)
    text.setTextRenderMode(7)
    text.textOut("x")
    canvas.drawText(text)
    canvas.drawImage(striped(), 0, 0, 300, 250)
    canvas.restoreState()


def stripes(canvas: Canvas) -> None:
    for at in range(10, 280, 4):
        canvas.line(at, 190, at, 220)


def striped() -> ImageReader:
    picture = Image.new("RGB", (150, 150), "white")
    for across in range(0, 150, 2):
        for down in range(150):
            picture.putpixel((across, down), (90, 90, 90))
    return ImageReader(picture)


def white_under_text(canvas: Canvas) -> None:
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)
    shade(canvas, 0)
    canvas.drawString(20, 200, "Thank you for it")


def text_over_text(canvas: Canvas) -> None:
    canvas.drawString(20, 200, SECRET)
    canvas.drawString(20, 200, "Thank you for it")


def white_on_dark(canvas: Canvas) -> None:
    canvas.rect(10, 190, 280, 30, stroke=0, fill=1)
    shade(canvas, 1)
    canvas.drawString(20, 200, SECRET)


def watermark(canvas: Canvas) -> None:
    shade(canvas, 0.8)
    canvas.setFont("Helvetica", 20)
    canvas.rotate(20)
    canvas.drawString(60, 40, SECRET)


def bold_by_printing_twice(canvas: Canvas) -> None:
    canvas.drawString(20, 200, SECRET)
    canvas.drawString(20.3, 200, SECRET)


def tight_italics(canvas: Canvas) -> None:
    canvas.setFont("Times-Italic", 12)
    text = canvas.beginText(20, 200)
    text.setCharSpace(-1.5)
    text.textOut(SECRET)
    canvas.drawText(text)


def small_print(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 5)
    canvas.drawString(20, 200, SECRET)


def outlined(canvas: Canvas) -> None:
    mode(canvas, 1)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("f")
    canvas.drawString(20, 200, SECRET)
    canvas.endForm()
    canvas.doForm("f")


HIDING = [
    white, near_white, white_on_white_box, small, small_by_matrix, beside, below, undrawn,
    clip_only, transparent, behind_a_box, behind_a_picture, clipped, nearly_covered,
    transparent_over_stripes, transparent_over_text, white_under_a_rule, white_under_stripes,
    in_deep_forms, white_beside_clipping_text,
]  # fmt: skip
SHARING = [white_under_text, text_over_text]
UNUSUAL = [
    white_on_dark,
    watermark,
    bold_by_printing_twice,
    tight_italics,
    small_print,
    outlined,
    in_a_form,
]
