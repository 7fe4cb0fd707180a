"""The body's two pictures, ready for a template, with some places marked."""

from collections.abc import Container
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake import body_lines
from intake.body import OUTLINE, REGIONS, VIEWS, Region, Shape


@dataclass(frozen=True)
class Spot:
    """A region in a picture."""

    region: Region
    shape: Shape
    on: bool

    @property
    def mark(self) -> str:
        """Where its tick stands, and how large: small places have a small one."""
        scale = min(1.0, max(0.6, self.shape.size / 20))
        return f"translate({self.shape.x:g} {self.shape.y:g}) scale({scale:.2f})"


@dataclass(frozen=True)
class Picture:
    view: str
    name: str | Promise
    spots: list[Spot]
    # whose left and right it is, as it stands in the picture
    letters: tuple[str | Promise, str | Promise]
    fine: str
    outline: str = OUTLINE
    ear: str = body_lines.EAR
    limbs: str = body_lines.FINGERS + body_lines.TOES
    role: str = "checkbox"
    state: str = "aria-checked"
    box: str = f"{-body_lines.WIDTH // 2} 0 {body_lines.WIDTH} {body_lines.HEIGHT}"


NAMES = {"front": _("Front"), "back": _("Back")}
LEFT, RIGHT = _("L"), _("R")
LETTERS = {"front": (RIGHT, LEFT), "back": (LEFT, RIGHT)}


def pictures(codes: Container[str] = (), *, buttons: bool = False) -> list[Picture]:
    """Front and back, with these regions marked. A place is a tick, or a button that offers what lies there."""
    role = {"role": "button", "state": "aria-pressed"} if buttons else {}
    return [
        Picture(
            view,
            NAMES[view],
            [
                Spot(region, shape, region.code in codes)
                for region in REGIONS
                for shape in region.shapes
                if shape.view == view
            ],
            LETTERS[view],
            body_lines.FRONT_FINE if view == "front" else "",
            **role,
        )
        for view in VIEWS
    ]
