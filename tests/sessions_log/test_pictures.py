"""Pictures say the truth in places and in words."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from sessions_log.pictures import Mark, Reading, sparkline, trend

START = dt.date(2026, 10, 19)


def readings(*values, gap=7):
    return [Reading(START + dt.timedelta(days=gap * n), value, None, n + 1) for n, value in enumerate(values)]


def points(*values, gap=7):
    return [(reading.on, reading.before) for reading in readings(*values, gap=gap)]


def picture(**fields):
    return trend("a", "Headaches", fields.pop("measure", "intensity"), **fields)


def test_sparkline_stands_at_real_dates_and_names_its_numbers():
    days = [START, START + dt.timedelta(days=1), START + dt.timedelta(days=10)]
    drawn = sparkline("Neck", "intensity", list(zip(days, [7, "6.5", 6], strict=True)), baseline=7, need="2.1")

    assert drawn.label == "Neck, 0 to 10: 7, 6.5, 6"
    assert [dot.x for dot in drawn.drawing.dots] == ["14", "31.2", "186"]
    assert [dot.y for dot in drawn.drawing.dots] == ["24.6", "27.2", "29.8"]
    assert drawn.drawing.baseline == "24.6"


def test_sparkline_without_a_rating_is_no_picture():
    assert sparkline("Neck", "intensity", []) is None


def test_band_lies_under_the_baseline_for_intensity_and_over_it_for_function():
    low = picture(readings=readings(6, 6), baseline=6, need=2).drawings[0]
    high = picture(measure="function", readings=readings(4, 4), baseline=4, need=2).drawings[0]

    assert float(low.band.y) > float(low.baseline) and float(low.band.edge) == float(low.band.y)
    assert float(high.band.y) < float(high.baseline)
    assert float(high.band.edge) == pytest.approx(float(high.band.y) + float(high.band.height))


def test_band_is_left_out_where_there_is_no_room_to_improve():
    mild = picture(readings=readings(1, 1), baseline=1, need=2)
    assert (mild.drawings[0].band, mild.aim) == (None, "")


@pytest.mark.parametrize(
    ("measure", "baseline", "need", "words"),
    [
        ("intensity", 7, "2.1", "4.9 or less would count as improved"),
        ("intensity", "7.5", "2.25", "5.2 or less would count as improved"),
        ("days", 7, "2.1", "4.9 or less would count as improved"),
        ("function", 4, 2, "6 or more would count as improved"),
        ("function", "3.3333", 2, "5.4 or more would count as improved"),
    ],
)
def test_what_would_count_is_rounded_to_where_it_truly_counts(measure, baseline, need, words):
    assert picture(measure=measure, readings=readings(5), baseline=baseline, need=need).aim == words


def test_line_is_dashed_across_a_visit_without_a_rating_and_across_a_long_silence():
    silent = [r.css for r in picture(readings=readings(7, None, 6, 6)).drawings[0].lines]
    apart = [r.css for r in picture(readings=readings(7, 6, gap=43)).drawings[0].lines]

    assert silent == ["pic-main pic-silent", "pic-main"]
    assert apart == ["pic-main pic-silent"]


def test_after_ratings_are_drawn_lightly_and_never_on_the_line():
    drawn = picture(readings=[Reading(START, 7, 3, 1), Reading(START + dt.timedelta(days=7), 6, 2, 2)]).drawings[0]

    assert [dot.css for dot in drawn.dots] == [
        "pic-dot pic-after",
        "pic-dot pic-after",
        "pic-dot",
        "pic-dot pic-last",
    ]
    assert [line.css for line in drawn.lines] == ["pic-relief", "pic-relief", "pic-main"]


def test_description_says_in_words_what_the_picture_shows():
    drawn = picture(readings=readings(7, 6, 7, 6, 6), baseline="6.5", need=2)

    assert drawn.desc == (
        "5 ratings from 19 Oct to 16 Nov: 7 at first, 6 at the latest. Lower is better. "
        "4.5 or less would count as improved."
    )
    assert drawn.start == "at the start: 6.5"


def test_table_holds_every_reading_and_what_happened_that_day():
    day = START + dt.timedelta(days=7)
    drawn = picture(
        readings=[
            Reading(START, 7, intake=True),
            Reading(day, "6.50", 4, 1),
            Reading(day + dt.timedelta(days=7), None, declined=True),
            Reading(day + dt.timedelta(days=9), 6, None, 2, worked_on=False),
        ],
        marks=[Mark(day, "decision", "Change the approach")],
    )
    assert [(row.what, row.before, row.after, row.note) for row in drawn.rows] == [
        ("intake", "7", "", ""),
        ("visit 1", "6.5", "4", "Change the approach"),
        ("visit", "not rated", "", "would rather not rate"),
        ("visit 2", "6", "", "not worked on"),
    ]


def test_picture_is_escaped_has_no_inline_style_and_unique_ids():
    drawn = picture(readings=readings(7, 6), marks=[Mark(START, "technique", "<script>alert(1)</script>")])
    html = render_to_string("sessions_log/_trend.html", {"trend": drawn})

    assert "<script" not in html and "&lt;script&gt;" in html
    assert not re.search(r"\bstyle=|\bon\w+=", html)
    ids = re.findall(r'id="([^"]+)"', html)
    assert ids == ["t-a-wide", "d-a-wide", "t-a-narrow", "d-a-narrow"]


@pytest.mark.parametrize("count", [1, 2, 3, 40, 400])
def test_dates_never_crowd_and_nothing_leaves_the_paper(count):
    for drawing in picture(readings=readings(*([5] * count), gap=3)).drawings:
        dates = [float(t.x) for t in drawing.texts if t.css == "pic-axis" and float(t.y) > float(drawing.height) - 30]
        assert all(b - a >= 40 for a, b in pairwise(dates))
        assert all(0 <= float(dot.x) <= float(drawing.width) for dot in drawing.dots)


@pytest.mark.parametrize("count", [3, 12, 60])
def test_marks_stay_on_the_paper_in_order_however_many_there_are(count):
    """A visit a week, and everything that happened in the last days: all of it at the right edge."""
    last = START + dt.timedelta(days=7 * 9)
    marks = [Mark(last - dt.timedelta(days=count - n), "decision", f"mark {n}") for n in range(count)]
    drawn = picture(readings=readings(*(7,) * 10), marks=[mark for mark in marks if mark.on >= START])
    for drawing in drawn.drawings:
        places = [float(flag.x) for flag in drawing.flags]
        assert places == sorted(places) and len(set(places)) == len(drawn.marks)
        assert places[0] >= 9 and places[-1] <= float(drawing.width) - 9


def test_what_happened_on_one_day_is_one_mark_with_the_shape_of_what_weighs_most():
    marks = [Mark(START, "homework", "Stretch."), Mark(START, "decision", "Talked"), Mark(START, "technique", "Heat")]
    drawn = picture(readings=readings(7, 6), marks=marks)
    assert [(each.letter, each.mark.kind, each.mark.text) for each in drawn.marks] == [
        ("a", "decision", "Talked; Heat; Stretch")
    ]
