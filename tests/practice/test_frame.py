"""The frame of the pages: the nav by role, error pages, forms that come back."""

import pytest
from django.template.loader import render_to_string

from practice.navigation import links_for
from practice.style import SampleForm


def test_style_page_is_for_owners(as_, owner, therapist):
    assert as_(owner).get("/style/").status_code == 200
    assert as_(therapist).get("/style/").status_code == 403


def test_nav_of_the_front_desk_offers_nothing_clinical(desk):
    labels = {str(link.label) for link in links_for(desk, "/")}
    assert labels == {"Clients", "Follow-ups", "Forms", "Calendar"}


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_renders_without_a_request(page):
    assert "<h1>" in render_to_string(page)


def test_not_found_page_repeats_nothing_of_the_address(as_, owner):
    answer = as_(owner).get("/clients/Clara-Whitfield/")
    assert answer.status_code == 404
    assert "Clara" not in answer.content.decode()


def test_form_that_came_back_keeps_what_was_typed_and_ties_errors_to_fields(as_, owner):
    page = as_(owner).get("/style/").content.decode()
    assert 'value="clara at example"' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert '<ul class="errors" id="id_email_error">' in page
    assert '<a href="#id_email">' in page
    assert '<a href="#id_pressure_0">' in page


def test_a_form_without_a_helper_renders_through_the_filter_and_by_itself(rf):
    from django.template import Context, Template

    loose = SampleForm({"email": "wrong"})
    page = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": loose}))
    assert 'href="#id_email"' in page
    assert 'class="chips scale"' in page
    assert 'class="errors" id="id_email_error"' in loose["email"].as_field_group()


def test_what_is_missing_is_said_as_what_to_do():
    errors = SampleForm({"email": "clara at example", "day": "31/31/2026"}).errors
    assert errors["name"] == ["Please fill this in."]
    assert errors["email"] == ["This is not a whole e-mail address."]
    assert errors["day"] == ["Please give a date, such as 2026-11-18."]
    assert errors["pressure"] == ["Please choose."]
    assert errors["agreed"] == ["Please tick this to go on."]
    assert SampleForm({"areas": ["no-such"]}).errors["areas"] == [
        "This is not among the choices. Please choose again."
    ]


def test_a_case_belongs_to_fresh_look_and_a_complaint_to_clients(therapist):
    for path, entry in (
        ("/complaints/1/decide/", "Fresh look"),
        ("/concerns/1/", "Clients"),
        ("/visits/1/", "Clients"),
    ):
        assert [str(link.label) for link in links_for(therapist, path) if link.current] == [entry]
