"""Pictures as DrawingML, in the line or with text around them."""

from ...markup import el
from ...media import pixels
from ...tree import Node, attribute
from ..names import EMU_PER_PX, NAMESPACES
from .output import Output, Part

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_ID = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
USUAL_SIZE = (320, 240)
GAP_EMU = 114_300


def picture(output: Output, part: Part, found: Node) -> str:
    """Return a `w:drawing`; nothing when the picture is not there."""
    name = output.picture(str(attribute(found, "src")))
    if name is None:
        return ""
    relation = part.relate("image", name)
    width, height = (side * EMU_PER_PX for side in _size(output, found, name))
    number = output.next_id()
    described = {
        "id": number,
        "name": f"Picture {number}",
        "descr": attribute(found, "alt") or None,
        "title": attribute(found, "title"),
    }
    extent = el("wp:extent", {"cx": width, "cy": height})
    inside = [extent, el("wp:effectExtent", dict.fromkeys("ltrb", 0))]
    shown = [el("wp:docPr", {**described}), _graphic(relation, width, height, name)]
    wrap = str(attribute(found, "wrap"))
    frame = _inline(inside, shown) if wrap == "inline" else _anchor(wrap, inside, shown, number)
    return el("w:drawing", None, frame)


def _size(output: Output, found: Node, name: str) -> tuple[int, int]:
    """Return the size in pixels; the picture's own, when none was set."""
    width, height = attribute(found, "width"), attribute(found, "height")
    own = pixels(output.media[name]) or USUAL_SIZE
    if width and not height:
        height = float(width) * own[1] / max(own[0], 1)
    elif height and not width:
        width = float(height) * own[0] / max(own[1], 1)
    elif not width:
        scale = min(1, output.text_width_px / max(own[0], 1))
        width, height = own[0] * scale, own[1] * scale
    return max(1, round(float(width or 1))), max(1, round(float(height or 1)))


def _graphic(relation: str, width: int, height: int, name: str) -> str:
    names = el("pic:cNvPr", {"id": 0, "name": name.rpartition("/")[2]})
    extension = _vector(relation) if name.endswith(".svg") else ""
    blip = el("a:blip", {"r:embed": relation}, extension)
    fill = el("pic:blipFill", None, blip, el("a:stretch", None, "<a:fillRect/>"))
    place = el(
        "a:xfrm", None, el("a:off", {"x": 0, "y": 0}), el("a:ext", {"cx": width, "cy": height})
    )
    shape = el("pic:spPr", None, place, el("a:prstGeom", {"prst": "rect"}, "<a:avLst/>"))
    inside = el("pic:pic", None, el("pic:nvPicPr", None, names, "<pic:cNvPicPr/>"), fill, shape)
    return el("a:graphic", None, el("a:graphicData", {"uri": NAMESPACES["pic"]}, inside))


def _vector(relation: str) -> str:
    svg = el("asvg:svgBlip", {"xmlns:asvg": SVG, "r:embed": relation})
    return el("a:extLst", None, el("a:ext", {"uri": SVG_ID}, svg))


def _inline(inside: list[str], shown: list[str]) -> str:
    return el("wp:inline", dict.fromkeys(("distT", "distB", "distL", "distR"), 0), *inside, *shown)


def _anchor(wrap: str, inside: list[str], shown: list[str], number: int) -> str:
    """Return a picture with text beside it, or above and below it only."""
    attributes = {
        "distT": 0,
        "distB": 0,
        "distL": GAP_EMU,
        "distR": GAP_EMU,
        "simplePos": 0,
        "relativeHeight": number,
        "behindDoc": 0,
        "locked": 0,
        "layoutInCell": 1,
        "allowOverlap": 0,
    }
    align = el("wp:align", None, {"left": "left", "right": "right"}.get(wrap, "center"))
    around = (
        '<wp:wrapSquare wrapText="bothSides"/>' if wrap != "break" else "<wp:wrapTopAndBottom/>"
    )
    return el(
        "wp:anchor",
        {**attributes},
        el("wp:simplePos", {"x": 0, "y": 0}),
        el("wp:positionH", {"relativeFrom": "column"}, align),
        el("wp:positionV", {"relativeFrom": "paragraph"}, el("wp:posOffset", None, "0")),
        *inside,
        around,
        *shown,
    )
