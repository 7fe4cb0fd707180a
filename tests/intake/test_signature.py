"""A drawn signature is lines on the pad and nothing else, whatever is sent."""

import re

import pytest
from django import forms
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from intake.signature import HEIGHT, LONGEST, WIDTH, SignatureField, is_signature


class Signed(forms.Form):
    signature = SignatureField(label="Signature", required=False)


@pytest.mark.parametrize(
    "path", ["", "M10 20l0 0", "M0,0L600,240l-600 -240", "M1 2l3 4 -4 6M7 8L9 10 11 12l-1 -1", "  M1 2l3 4 "]
)
def test_lines_on_the_pad_are_kept(path):
    form = Signed({"signature": path})
    assert (form.is_valid(), form.cleaned_data) == (True, {"signature": path.strip()})


@pytest.mark.parametrize(
    "path",
    [
        "M10 20",  # no line
        "l1 1",
        "M601 0l0 0",
        "M600 240l0 1",
        "M5 5l-6 0",
        "M1 1L1 1 1",
        "M1.5 1l1 1",
        "M1 1l1 1Z",
        "M1 1C1 1 1 1 1 1",
        "M1 1l1  1",
        "M1 1l1 1\nM1 1l1 1",
        "M١ 1l1 1",
        "M1 1l1000 1",
        "M1 1l1 1<script>",
        "M1 1l1 1\x00",
        "M1 1l" + "0 0 " * (LONGEST // 4) + "0 0",
        "9" * 1_000_000,
    ],
)
def test_anything_else_is_refused_in_words(path):
    form = Signed({"signature": path})
    assert not form.is_valid()
    assert form.errors["signature"][0] in (
        "This drawing could not be read. Please clear it and sign again.",
        "This has a character that cannot be kept. Please type it.",
    )


@given(st.lists(st.lists(st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)), min_size=2), min_size=1))
def test_whatever_is_drawn_on_the_pad_is_a_signature(strokes):
    path = ""
    for start, *points in strokes:
        path += f"M{start[0]} {start[1]}l"
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip([start, *points], points, strict=False)]
        path += " ".join(f"{dx} {dy}" for dx, dy in steps)
    assert is_signature(path) == (len(path) <= LONGEST)


@given(st.text(alphabet="MLlZ0159 ,-.e\n", max_size=40))
def test_what_is_accepted_is_the_grammar_alone(text):
    if is_signature(text):
        assert re.fullmatch(r"[MLl0-9 ,-]+", text)
        assert re.match(r"M[0-9]", text)


def test_a_required_one_says_so_and_the_field_needs_no_script_to_come_back():
    field = SignatureField(label="Signature")
    with pytest.raises(forms.ValidationError, match="Please sign here"):
        field.clean("")
    page = str(Signed({"signature": "M1 1l1 1Z"})["signature"].as_field_group())
    assert 'type="hidden" name="signature" id="id_signature" value="M1 1l1 1Z"' in page
    assert "could not be read" in page


def test_shown_signature_says_whose_it_is_and_never_draws_what_is_none():
    template = engines["django"].from_string("{% load signature %}{% signature_shown path name %}")
    page = template.render({"path": "M1 1l5 5", "name": "Clara <b>"})
    assert 'aria-label="Signature of Clara &lt;b&gt;"' in page
    assert 'd="M1 1l5 5"' in page
    assert [template.render({"path": path, "name": "Clara"}).strip() for path in ("", None, '"/><script>')] == [
        ""
    ] * 3
