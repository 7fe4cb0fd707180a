"""Alerts and submitted intakes: what the database refuses, to the application and to the owner of the tables."""

import pytest
from django.utils import timezone

from tests import factories
from tests.sessions_log.test_guards import ROLES, both_roles, outcome

NOW = timezone.now()
DEALT = f"dealt_at = '{NOW.isoformat()}', dealt_by_id = %s, dealt_note = "


@both_roles
@pytest.mark.django_db(transaction=True)
def test_an_alert_is_dealt_with_once_with_a_note_and_nothing_else_of_it_changes(therapist, role):
    clara = factories.client()
    alert = factories.alert(clara)
    dealt = factories.alert(clara, dealt_at=NOW, dealt_by=therapist, dealt_note="asked")
    said, of = DEALT % therapist.pk, f"WHERE id = {alert.pk}"
    with ROLES[role]():
        answers = {
            change: outcome(f"UPDATE intake_alert SET {change} WHERE id = {row.pk}")
            for row, change in (
                (alert, f"{said} 'asked her'"),
                (alert, f"{said} ''"),
                (alert, f"{said} 'asked her', text = 'Nothing much'"),
                (alert, "urgent = true"),
                (alert, "dealt_note = 'asked her'"),
                (dealt, "dealt_note = 'did not ask'"),
                (dealt, "dealt_at = NULL, dealt_by_id = NULL, dealt_note = ''"),
            )
        }
        answers["undone"] = outcome(
            f"UPDATE intake_alert SET {said} 'asked her' {of}", f"UPDATE intake_alert SET dealt_note = 'x' {of}"
        )
    assert list(answers.values()) == [
        "done",
        "alert_dealt_with_note",
        "alert_stays",
        "alert_stays",
        "alert_dealt_with_note",
        "alert_stays",
        "alert_stays",
        "alert_stays",
    ]


@both_roles
@pytest.mark.django_db(transaction=True)
def test_a_submitted_intake_stays_submitted_and_as_it_was(therapist, role):
    clara = factories.client()
    sent = factories.intake(clara, {"wish": {"wish": "Rest."}})
    begun = factories.intake(clara, {}, submitted_at=None)
    with ROLES[role]():
        answers = [
            outcome(f"UPDATE intake_intake SET {change} WHERE id = {row.pk}")
            for row, change in (
                (begun, 'answers = \'{"wish": {"wish": "Less pressure."}}\''),
                (begun, "submitted_at = now()"),
                (sent, "answers = '{}'"),
                (sent, "submitted_at = NULL"),
                (sent, f"client_id = {clara.pk}"),
            )
        ]
    assert answers == ["done", "done", *["intake_submitted_stays"] * 3]
