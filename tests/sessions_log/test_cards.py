"""What the page of a visit shows of one complaint."""

from decimal import Decimal

import pytest
from django.utils import timezone

from intake.models import Complaint
from sessions_log.cards import Card
from sessions_log.content import Answer
from sessions_log.reading import AtVisit, Said


@pytest.mark.django_db
def test_a_rating_of_another_scale_is_drawn_on_the_measures_own():
    now = timezone.now()
    of_a_hundred = Said("intensity", "before", Decimal(65), (), Decimal(100), 1)
    at = AtVisit(1, now, False, True, False, "", {("before", "intensity"): of_a_hundred})
    card = Card(Complaint(pk=1, name="Headaches"), None, Answer(), None, [at], None, now, None, None)
    assert [row.before for row in card.trend.rows] == ["6.5"]
