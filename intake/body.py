"""Where on the body: the regions that a client points at, as data, and how a choice of them reads.

A region is a place with its side. Left and right are the client's own: from the front her left is at the right of
the picture. The shapes come from the lines of intake/body_lines.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake import body_lines
from intake.body_curves import Curve, Net, area_and_centre, corners, mirrored, path
from intake.body_places import GROUPS, Place

VIEWS = ("front", "back")
_PLACES = {"front": body_lines.FRONT_PLACES, "back": body_lines.BACK_PLACES}
_NETS = {
    "front": Net(body_lines.BOTH + body_lines.FRONT.lstrip()),
    "back": Net(body_lines.BOTH + body_lines.BACK.lstrip()),
}
# The half of the picture that is written down, at its right: whose is it?
_DRAWN_SIDE = {"front": "left", "back": "right"}


@dataclass(frozen=True)
class Shape:
    """A region as one view shows it. Its mark stands at `x`, `y`; a square as large has sides of `size`."""

    view: str
    path: str
    x: float
    y: float
    size: int


@dataclass(frozen=True)
class Region:
    code: str
    place: Place
    side: str
    shapes: tuple[Shape, ...]

    @property
    def label(self) -> str:
        """The region's name by itself."""
        if not self.side:
            return str(self.place.name)
        words = _("%(place)s, left") if self.side == "left" else _("%(place)s, right")
        return words % {"place": self.place.name}

    @property
    def told(self) -> str:
        """The region's name inside a sentence."""
        if not self.side:
            return str(self.place.one)
        words = _("%(place)s on the left") if self.side == "left" else _("%(place)s on the right")
        return words % {"place": self.place.one}

    @property
    def area_region(self) -> str:
        """The region of the shipped vocabulary whose muscles lie here."""
        return self.place.area_region


def _shape(view: str, ring: str, side: str) -> Shape:
    curves: list[Curve] = _NETS[view].ring(ring)
    if side and side != _DRAWN_SIDE[view]:
        curves = mirrored(curves)
    area, centre = area_and_centre(corners(curves))
    return Shape(view, path(curves), round(centre.x, 1), round(centre.y, 1), round(area**0.5))


def _region(place: Place, side: str) -> Region:
    shapes = tuple(_shape(view, _PLACES[view][place.code], side) for view in VIEWS if place.code in _PLACES[view])
    return Region(f"{place.code}_{side}" if side else place.code, place, side, shapes)


REGIONS = tuple(_region(place, side) for group in GROUPS for place in group.places for side in place.sides)
by_code = {region.code: region for region in REGIONS}
_ORDER = {region.code: index for index, region in enumerate(REGIONS)}
OUTLINE = path(_NETS["front"].ring(body_lines.OUTLINE))  # the same from both views


def in_order(codes: Iterable[str]) -> list[str]:
    """These codes as the list has them, each once. What is no code is left out."""
    return sorted(set(codes) & _ORDER.keys(), key=_ORDER.__getitem__)


def told(codes: Iterable[str]) -> str:
    """One line for people: "both temples, back of the neck on the left". Empty for nothing."""
    chosen = dict.fromkeys(in_order(codes))
    said = []
    for code in chosen:
        region = by_code[code]
        if region.side and chosen.keys() >= {f"{region.place.code}_{side}" for side in region.place.sides}:
            if region.side == "left":
                said.append(str(region.place.both))
        else:
            said.append(region.told)
    return ", ".join(said)
