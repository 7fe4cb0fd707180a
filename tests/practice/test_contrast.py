"""Every text and background that components pair is legible, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
SURFACES = ("paper", "card", "sunk")
TONES = ("leaf", "clay", "honey", "slate")

TEXT = [
    *[(tone, surface) for surface in SURFACES for tone in ("ink", "ink-soft", *TONES)],
    *[(f"{tone}-ink", f"{tone}-soft") for tone in TONES],
    *[(ink, f"{tone}-soft") for tone in TONES for ink in ("ink", "ink-soft")],
    *[("ink", "field"), ("ink-soft", "field"), ("paper", "ink"), ("leaf-press", "sunk")],
    *[("on-leaf", "leaf"), ("on-leaf", "leaf-press"), ("on-clay", "clay")],
]
EDGES = [(edge, surface) for edge in ("edge", "ring", "clay") for surface in (*SURFACES, "field")]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = CSS.split("@media", 1)
    found = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
    return dict(found.findall(light)) | (dict(found.findall(dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_edges_stand_out_from_what_they_lie_on(scheme):
    colour = tokens(scheme)
    faint = [(a, b) for a, b in TEXT if contrast(colour[a], colour[b]) < 4.5]
    faint += [(a, b) for a, b in EDGES if contrast(colour[a], colour[b]) < 3]
    assert faint == []
