"""Sensitive areas and techniques: asked in person at each visit; none is signed without a yes and a reason."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import Area, Technique
from sessions_log import record
from sessions_log.content import Content
from sessions_log.models import AreaWorked, SensitiveConsent, TechniqueUsed, Visit
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)
WHY = "short from desk work"


@pytest.fixture
def chest():
    return Area.objects.create(name="Chest wall", region="Chest", sensitive=True)


@pytest.fixture
def jaw():
    return Technique.objects.create(name="Inside the mouth", sensitive=True)


@pytest.fixture
def clara():
    who = factories.client()
    factories.consents(who)
    return who


@pytest.fixture
def send(as_, therapist, clara):
    """Send the page of one visit, again and again; what was sent last is sent again."""
    browser, now = as_(therapist), timezone.localtime()
    data = {"request_id": str(uuid.uuid4()), "new_complaint_id": str(uuid.uuid4()), "health_changed": "no"}
    data |= {"starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M}", "minutes": "60"}

    def send(**typed):
        visit = Visit.objects.filter(request_id=data["request_id"]).first()
        data["version"] = typed.pop("version", visit.version if visit else 0)
        data.update({name.replace("__", "-"): value for name, value in typed.items()})
        path = reverse("sessions_log:visit", args=[visit.public_id]) if visit else start_of(clara)
        return browser.post(path, data)

    send.browser, send.data = browser, data
    return send


def start_of(client) -> str:
    return reverse("sessions_log:start", args=[client.public_id])


def said() -> list[tuple]:
    return list(
        SensitiveConsent.objects.order_by("pk").values_list("area__name", "technique__name", "agreed", "reason")
    )


def about(chest, jaw=None, **words) -> dict:
    """The fields of the page, by what they are about."""
    typed = {"area": [chest.pk]} | {f"a{chest.pk}-{name}": value for name, value in words.items()}
    return typed | ({"technique": [jaw.pk]} if jaw else {})


def question(html: str, key: str) -> str:
    """The question as it stands on the page."""
    return re.search(rf'<fieldset class="agreed" data-asks="{key}".*?</fieldset>', html, re.DOTALL)[0]


def is_seen(html: str, key: str) -> bool:
    return " hidden>" not in question(html, key).split("\n")[0]


class TestAsking:
    def test_it_is_asked_where_it_is_chosen_and_nowhere_else(self, send, chest, jaw, clara):
        plain = Area.objects.create(name="Calf", region="Leg")
        html = send.browser.get(start_of(clara)).content.decode()
        keys = [f"area-{chest.pk}", f"technique-{jaw.pk}"]
        assert [is_seen(html, key) for key in keys] == [False, False]
        assert f'data-asks="area-{plain.pk}"' not in html

        answer = send(**about(chest))
        html = send.browser.get(answer.url).content.decode()
        assert [is_seen(html, key) for key in keys] == [True, False]
        assert "Chest wall: agreed today?" in question(html, keys[0])

    def test_what_was_said_is_kept_with_the_draft_and_shown_again(self, send, chest, jaw, clara):
        typed = about(chest, jaw, agreed="yes", reason=WHY) | {f"t{jaw.pk}-reason": "jaw held tight"}
        html = send.browser.get(send(**typed).url).content.decode()
        assert said() == [("Chest wall", None, True, WHY), (None, "Inside the mouth", None, "jaw held tight")]
        ask = question(html, f"area-{chest.pk}")
        assert re.search(r'value="yes"[^>]* checked', ask) and f'value="{WHY}"' in ask
        # A draft is not refused for what is open, and what is chosen no more is not asked about.
        assert send(area=[], action="save").status_code == 302
        assert said() == [(None, "Inside the mouth", None, "jaw held tight")]

    def test_no_answer_goes_from_one_visit_to_the_next(self, send, chest, clara, therapist):
        before = factories.visit(clara, therapist, days_ago=7)
        AreaWorked.objects.create(visit=before, area=chest)
        SensitiveConsent.objects.create(visit=before, area=chest, agreed=True, reason=WHY, said_at=NOW)
        factories.sign(before)
        html = send.browser.get(start_of(clara)).content.decode()
        assert "checked" not in question(html, f"area-{chest.pk}")
        assert WHY not in html
        html = send.browser.get(send(**about(chest)).url).content.decode()
        assert "checked" not in question(html, f"area-{chest.pk}")
        assert WHY not in question(html, f"area-{chest.pk}")

    def test_when_it_was_said_changes_with_the_answer_and_not_with_the_words(self, chest, clara, therapist):
        visit = factories.visit(clara, therapist, days_ago=1)

        def save(minute: int, **words) -> dt.datetime:
            content = Content(areas={chest.pk: {"side": ""}}, area_consents={chest.pk: words})
            seen = Visit.objects.get(pk=visit.pk).version
            later = NOW + dt.timedelta(minutes=minute)
            record.save_draft(visit, by=therapist, now=later, seen=seen, content=content)
            return SensitiveConsent.objects.get().said_at - NOW

        assert save(0, agreed=False, reason="") == dt.timedelta(0)
        assert save(1, agreed=True, reason="") == dt.timedelta(minutes=1)
        assert save(2, agreed=True, reason=WHY) == dt.timedelta(minutes=1)


class TestSigning:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ({}, "Say whether it was agreed to today, or untick it above."),
            ({"reason": WHY}, "Say whether it was agreed to today, or untick it above."),
            ({"agreed": "yes"}, "Say in a few words why the work is here."),
            ({"agreed": "yes", "reason": "  "}, "Say in a few words why the work is here."),
            ({"agreed": "no", "reason": WHY}, "The answer was no: untick Chest wall above."),
        ],
    )
    def test_what_was_not_agreed_to_is_not_signed_and_said_beside_the_field(self, send, chest, words, message):
        answer = send(**about(chest, **words), plan="Every word of it", action="sign")
        html = answer.content.decode()
        assert (answer.status_code, Visit.objects.count()) == (200, 0)
        assert message in question(html, f"area-{chest.pk}")
        assert is_seen(html, f"area-{chest.pk}")
        assert "Every word of it" in html
        summary = html[html.index('class="error-summary"') : html.index("</section>")]
        assert message in summary
        assert send(action="save").status_code == 302

    def test_all_that_is_open_is_said_at_once(self, send, chest, jaw):
        html = send(**about(chest, jaw), desk_note="", action="sign").content.decode()
        assert [len(re.findall('class="errors"', question(html, key))) for key in (
            f"area-{chest.pk}", f"technique-{jaw.pk}",
        )] == [1, 1]  # fmt: skip

    def test_what_was_agreed_to_is_signed_and_stands_in_the_record_and_the_chart(self, send, chest, jaw, clara):
        typed = about(chest, jaw, agreed="yes", reason=WHY)
        typed |= {f"t{jaw.pk}-agreed": "yes", f"t{jaw.pk}-reason": "jaw held tight"}
        answer = send(**typed, action="sign")
        visit = Visit.objects.get()
        assert (answer.status_code, visit.signed_at is not None) == (302, True)
        lines = [f"Chest wall, agreed: {WHY}", "Inside the mouth, agreed: jaw held tight"]
        record_page = send.browser.get(answer.url).content.decode()
        chart = send.browser.get(reverse("cases:chart", args=[clara.public_id])).content.decode()
        assert [line in record_page for line in lines] == [True, True]
        assert " · ".join(lines) in chart

    def test_the_second_asking_does_not_pass_it_by(self, send, chest, clara, therapist):
        """Where something else was missing, the signature is confirmed on a page of its own."""
        visit = factories.visit(clara, therapist)
        AreaWorked.objects.create(visit=visit, area=chest)
        path = reverse("sessions_log:sign", args=[visit.public_id])
        html = send.browser.post(path, {"version": 1}, follow=True).content.decode()
        visit.refresh_from_db()
        assert visit.signed_at is None
        assert "Chest wall: say whether it was agreed to that day" in html

    @pytest.mark.parametrize("given", [None, (False, WHY), (None, WHY), (True, "")])
    def test_no_other_way_of_signing_passes_it_by(self, clara, therapist, jaw, given):
        visit = factories.visit(clara, therapist)
        TechniqueUsed.objects.create(visit=visit, technique=jaw)
        if given:
            agreed, reason = given
            SensitiveConsent.objects.create(visit=visit, technique=jaw, agreed=agreed, reason=reason, said_at=NOW)
        with pytest.raises(ValidationError, match="Inside the mouth"):
            record.sign_visit(visit, by=therapist, now=NOW, seen=1, despite="In a hurry")
        SensitiveConsent.objects.update_or_create(
            visit=visit, technique=jaw, defaults={"agreed": True, "reason": WHY, "said_at": NOW}
        )
        assert record.sign_visit(visit, by=therapist, now=NOW, seen=1, despite="In a hurry").signed_at


class TestTwoWindows:
    @pytest.mark.parametrize(
        ("take", "kept"),
        [([], ("yes, after all", True)), (["agreed-area-"], (WHY, False))],
        ids=["mine", "the saved one"],
    )
    def test_both_answers_are_shown_and_the_person_picks(self, send, chest, take, kept):
        send(**about(chest))
        old = Visit.objects.get().version
        send(**about(chest, agreed="no", reason=WHY))
        mine = about(chest, agreed="yes", reason="yes, after all")
        clash = send(**mine, version=old)
        html = clash.content.decode()
        assert clash.status_code == 409
        assert "Chest wall: agreed today?" in html
        assert ("not agreed: " + WHY in html, "agreed: yes, after all" in html) == (True, True)
        assert send(**mine, take=[f"{key}{chest.pk}" for key in take]).status_code == 302
        assert SensitiveConsent.objects.values_list("reason", "agreed").get() == kept


def test_an_answer_is_about_one_area_or_one_technique_once(clara, therapist, chest, jaw):
    visit = factories.visit(clara, therapist)
    SensitiveConsent.objects.create(visit=visit, area=chest, said_at=NOW)
    for wrong, name in (
        ({"area": chest}, "area_once"),
        ({"area": chest, "technique": jaw}, "of_one_thing"),
        ({}, "of_one_thing"),
    ):
        with pytest.raises(IntegrityError, match=f"sensitiveconsent_{name}"), transaction.atomic():
            SensitiveConsent.objects.create(visit=visit, said_at=NOW, **wrong)
