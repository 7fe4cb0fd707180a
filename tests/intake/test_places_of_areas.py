"""Every place of the body's picture offers something, and every shipped area lies somewhere on it."""

import pytest

from intake.body_places import GROUPS
from intake.models import Area
from intake.vocabulary_data import AREAS, PLACES, WHOLE_REGION

CODES = {place.code for group in GROUPS for place in group.places}
SHIPPED = {name for region, areas in AREAS.items() if region != WHOLE_REGION for name, *_ in areas}


def test_every_shipped_area_lies_somewhere_and_every_place_offers_one():
    assert set(PLACES) == SHIPPED
    assert {code for codes in PLACES.values() for code in codes} == CODES


@pytest.mark.django_db
def test_a_new_practice_has_them():
    assert dict(Area.objects.filter(whole=False).values_list("name", "places")) == {
        name: list(codes) for name, codes in PLACES.items()
    }
