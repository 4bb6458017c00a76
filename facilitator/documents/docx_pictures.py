"""Pictures in a Word file: their size on the page, and the words for who does not see them."""

import io

from PIL import Image

from facilitator.documents.docx_xml import attribute
from facilitator.documents.pictures import Photo

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
EMU = 635
"""In a twentieth of a point."""
DOTS = 120
"""To the inch: a small picture is not made larger than this."""
TALLEST = 6240
"""110 mm, so that a tall photo leaves room for the words about it."""

Size = tuple[int, int]


def drawn(png: bytes) -> Photo:
    with Image.open(io.BytesIO(png)) as image:
        return Photo(png, "png", *image.size)


def fitted(photo: Photo, width: int, height: int, *, fills: bool = False) -> Size:
    """As large as the page allows, in EMU. `fills`: as wide as the text, such as a drawing."""
    tall = height * 3 // 4 if fills else TALLEST
    wide = width if fills else min(width, photo.width * 1440 // DOTS)
    share = min(wide / photo.width, tall / photo.height)
    return (max(1, round(photo.width * share)) * EMU, max(1, round(photo.height * share)) * EMU)


def drawing(relation: str, number: int, size: Size, alt: str) -> str:
    """A run with the picture in the line of the text, never floating."""
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    told = f'id="{number}" name="Bilde {number}" descr="{attribute(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {told}/><wp:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
