"""recheck finds and mends progress that does not follow from its ratings; stalled says what is stored."""

import json
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from sessions_log import judging
from sessions_log.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(therapist):
    """Three complaints of two clients, judged and stored."""
    made = []
    for name, of in (("Zoe", ["Neck", "Back"]), ("Ann", ["Sleep"])):
        client = factories.client(name)
        for complaint in of:
            made.append(factories.complaint(client, complaint))
            for days in (14, 7, 0):
                factories.rating(factories.visit(client, therapist, days_ago=days), made[-1], "7")
    with transaction.atomic():
        judging.recompute(each.pk for each in made)
    return made


def recheck(*options):
    out, code = StringIO(), 0
    try:
        call_command("recheck", *options, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, [line for line in out.getvalue().splitlines() if not line.startswith("board")]


def stored():
    return list(Progress.objects.order_by("complaint").values_list("complaint", "without", "stage", "measures"))


def test_recheck_is_silent_where_all_is_true(three):
    before = stored()
    assert recheck("--fix") == (0, ["complaints checked: 3", "differing: 0"])
    assert stored() == before


def test_recheck_finds_a_changed_a_missing_and_a_subtly_wrong_row_and_mends_them_only_when_told(three):
    right = stored()
    Progress.objects.filter(complaint=three[0]).update(without=1, stage="watch")
    Progress.objects.filter(complaint=three[1]).delete()
    one = Progress.objects.get(complaint=three[2])
    one.measures["intensity"]["need"] = "2"
    one.save()
    wrong = stored()
    assert recheck() == (1, ["complaints checked: 3", "differing: 3", "Nothing was changed; --fix mends them."])
    assert stored() == wrong
    assert recheck("--fix") == (1, ["complaints checked: 3", "differing: 3", "Mended."])
    assert stored() == right
    assert recheck()[0] == 0


def test_stalled_lists_open_complaints_of_present_clients_by_client_and_complaint(three, therapist):
    closed = factories.complaint(three[0].client, "Closed", closed_on=timezone.localdate(), closed_reason="resolved")
    archived = factories.complaint(factories.client("Archived", archived_at=timezone.now()), "Hidden")
    unjudged = factories.complaint(factories.client("b", reference="b"), "Never judged")
    with transaction.atomic():
        judging.recompute([closed.pk, archived.pk])
    for complaint, public_id in zip(three[1:], ("f", "0"), strict=True):
        complaint.client.public_id = uuid.UUID(public_id * 32)
        complaint.client.save()
    out = StringIO()
    call_command("stalled", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert [(each["client"], each["complaint"], each["stage"], each["visits"]) for each in found] == [
        ("00000000-0000-0000-0000-000000000000", "Sleep", "review", 3),
        ("b", "Never judged", None, 0),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", "Back", "review", 3),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", "Neck", "review", 3),
    ]
    assert found[1]["verdict"] == "not_enough_data"
    assert unjudged.name == "Never judged"
    table = StringIO()
    call_command("stalled", stdout=table)
    assert [line.split()[:2] for line in table.getvalue().splitlines()[1:]] == [
        ["Ann", "Sleep"],
        ["b", "Never"],
        ["Zoe", "Back"],
        ["Zoe", "Neck"],
    ]
