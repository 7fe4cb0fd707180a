"""The regions of the body: stable codes, shapes that fit together, a line that people read, a field."""

import re

import pytest
from django import forms
from django.template import engines

from intake import body_lines
from intake.body import OUTLINE, REGIONS, VIEWS, by_code, in_order, told
from intake.body_curves import Net, Point, area_and_centre, corners
from intake.body_field import BodyField
from intake.vocabulary_data import AREAS

# What is stored stays readable: places are added, none is renamed or taken away.
CODES = """
crown forehead temple_left temple_right eyes jaw_left jaw_right head_back skull_base_left skull_base_right
neck_front_left neck_front_right neck_back_left neck_back_right
shoulder_top_left shoulder_top_right shoulder_front_left shoulder_front_right shoulder_back_left shoulder_back_right
shoulder_blade_left shoulder_blade_right between_blades mid_back_left mid_back_right
chest_left chest_right ribs_left ribs_right belly_upper belly_lower
low_back_left low_back_right sacrum buttock_left buttock_right hip_front_left hip_front_right
upper_arm_front_left upper_arm_front_right upper_arm_back_left upper_arm_back_right elbow_left elbow_right
forearm_front_left forearm_front_right forearm_back_left forearm_back_right wrist_left wrist_right
hand_left hand_right
thigh_front_left thigh_front_right thigh_inner_left thigh_inner_right thigh_back_left thigh_back_right
knee_left knee_right knee_back_left knee_back_right shin_left shin_right calf_left calf_right ankle_left ankle_right
heel_left heel_right foot_left foot_right sole_left sole_right
"""
STORED = CODES.split()


def test_codes_that_were_stored_are_still_there():
    assert set(STORED) - by_code.keys() == set()
    assert len(by_code) == len(REGIONS) == len({region.label for region in REGIONS})
    assert max(map(len, by_code)) <= 30


def test_every_region_belongs_to_one_of_the_shipped_vocabulary():
    assert {region.area_region for region in REGIONS} <= AREAS.keys()


def polygon(path: str) -> list[Point]:
    """The shape again, from the path data that browsers get."""
    start, *curves = [
        [Point(*map(float, pair.split(","))) for pair in part.split()] for part in re.split("[MCZ]", path) if part
    ]
    points = start
    for leaving, arriving, end in curves:
        here = points[-1]
        for step in range(1, 13):
            t = step / 12
            points.append(
                Point(
                    *(
                        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
                        for a, b, c, d in zip(here, leaving, arriving, end, strict=True)
                    )
                )
            )
    return points[:-1]


def box_of(shape: list[Point]) -> tuple[float, float, float, float]:
    return min(p.x for p in shape), max(p.x for p in shape), min(p.y for p in shape), max(p.y for p in shape)


def holds(shape: list[Point], x: float, y: float) -> bool:
    inside = False
    for a, b in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (a.y > y) != (b.y > y) and x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x:
            inside = not inside
    return inside


@pytest.mark.parametrize("view", VIEWS)
def test_regions_fill_the_body_and_nowhere_lie_upon_each_other(view):
    shapes = {r.code: polygon(s.path) for r in REGIONS for s in r.shapes if s.view == view}
    whole = polygon(OUTLINE)
    assert sum(area_and_centre(shape)[0] for shape in shapes.values()) == pytest.approx(
        area_and_centre(whole)[0], rel=0.002
    )
    # away from round numbers, where borders run
    places = [(x + 0.37, y + 0.41) for x in range(-110, 111, 6) for y in range(4, 500, 6)]
    boxes = {code: box_of(shape) for code, shape in shapes.items()}  # most regions are far from a place

    def there(x: float, y: float) -> list[str]:
        near = (code for code, (x1, x2, y1, y2) in boxes.items() if x1 <= x <= x2 and y1 <= y <= y2)
        return [code for code in near if holds(shapes[code], x, y)]

    found = {(x, y): there(x, y) for x, y in places if holds(whole, x, y)}
    assert {place: codes for place, codes in found.items() if len(codes) != 1} == {}
    assert len(found) > 900


def test_marks_stand_inside_their_regions_and_left_is_the_clients_own():
    for region in REGIONS:
        assert region.shapes, region.code
        for shape in region.shapes:
            assert holds(polygon(shape.path), shape.x, shape.y), region.code
            right_of_middle = {"": 0, "left": 1, "right": -1}[region.side] * (1 if shape.view == "front" else -1)
            assert (shape.x > 0) - (shape.x < 0) == right_of_middle, region.code


def test_a_line_joins_its_own_mirror_image_smoothly():
    ring = Net("a@0,0 10,5 b@10,20\nb 5,30 c@0,30").ring("| a b c")
    assert [curve.start.x for curve in ring] == [0, 10, 10, 5, 0, -5, -10, -10]
    assert ring[0].leaving.y == ring[-1].arriving.y == 0
    assert area_and_centre(corners(ring))[1].x == pytest.approx(0)


def test_all_rings_name_places_of_the_list():
    places = {region.place.code for region in REGIONS}
    assert body_lines.FRONT_PLACES.keys() | body_lines.BACK_PLACES.keys() == places


@pytest.mark.parametrize(
    ("codes", "line"),
    [
        ([], ""),
        (["neck_back_left", "temple_right", "temple_left"], "both temples, back of the neck on the left"),
        (["knee_right", "crown", "no such place", "knee_right"], "top of the head, knee on the right"),
    ],
)
def test_a_choice_reads_as_one_line(codes, line):
    assert told(codes) == line


def test_in_order_is_the_order_of_the_list():
    assert in_order(reversed(STORED)) == [region.code for region in REGIONS]


class Where(forms.Form):
    where = BodyField(label="Where do you feel it?", help_text="Tap every place.")


@pytest.mark.parametrize(
    ("sent", "cleaned", "error"),
    [
        (["sole_left", "crown", "sole_left"], ["crown", "sole_left"], None),
        ([], None, "Please choose at least one."),
        (["crown", "tail"], None, "This is not among the choices. Please choose again."),
        (["crown\x00"], None, "This is not among the choices. Please choose again."),
    ],
)
def test_field_cleans_to_codes_in_order(sent, cleaned, error):
    form = Where({"where": sent})
    assert form.is_valid() == (error is None)
    assert form.cleaned_data.get("where") == cleaned
    assert form.errors.get("where") == ([error] if error else None)


def test_field_comes_back_with_what_was_ticked_and_the_error_tied_to_it():
    page = str(Where({"where": ["knee_left", "knee_right", "tail"]})["where"].as_field_group())
    ticked = re.findall(r'<input type="checkbox" name="where" value="(\w+)"[^>]* checked', page)
    assert ticked == ["knee_left", "knee_right"]
    assert 'aria-live="polite" data-none="nothing yet">both knees</span>' in page
    assert re.search(r'<fieldset[^>]*aria-describedby="id_where_helptext id_where_error"', page)
    assert len(re.findall(r'<input type="checkbox"', page)) == len(REGIONS)


def test_shown_pictures_are_one_image_that_says_what_is_marked():
    template = engines["django"].from_string("{% load body %}{% body_shown codes %}")
    page = template.render({"codes": ["elbow_left", "gone"]})
    assert 'role="img" aria-label="Marked on the body: elbow on the left"' in page
    assert page.count('class="body-spot on"') == 2  # seen from both sides
    assert "tabindex" not in page
    assert "checkbox" not in page
    assert "Nothing is marked" in template.render({"codes": None})
