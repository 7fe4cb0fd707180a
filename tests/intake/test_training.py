"""A therapist says what she works with; two pages of hers undo nothing of each other."""

from intake.models import Technique
from intake.training import trained_in


def keys(*names) -> list[int]:
    return [Technique.objects.get(name=name).pk for name in names]


def test_two_pages_of_hers_keep_what_each_added_and_took_away(as_, therapist, colleague):
    heat, cold, rocking = keys("Heat", "Cold", "Rocking")
    hers = as_(therapist)
    assert hers.post("/training/", {"techniques": [heat, cold]}).status_code == 302
    assert hers.post("/training/", {"techniques": [cold, rocking], "shown": [heat, cold]}).status_code == 302
    assert hers.post("/training/", {"techniques": [heat, cold, rocking], "shown": [heat, cold]}).status_code == 302
    assert (trained_in(therapist), trained_in(colleague)) == ({cold, rocking}, set())
    page = hers.get("/training/").content.decode()
    assert page.count("checked") == 2


def test_retired_technique_is_not_asked_and_stays_with_her(as_, therapist):
    (heat, cold) = keys("Heat", "Cold")
    hers = as_(therapist)
    hers.post("/training/", {"techniques": [heat, cold]})
    Technique.objects.filter(pk=heat).update(retired_at="2026-11-01T10:00Z")
    shown = hers.get("/training/").context["form"].initial["shown"]
    hers.post("/training/", {"techniques": [cold], "shown": sorted(shown)})
    assert trained_in(therapist) == {heat, cold}


def test_what_is_no_technique_is_refused_and_changes_nothing(as_, therapist):
    answer = as_(therapist).post("/training/", {"techniques": ["0"]})
    assert answer.status_code == 200
    assert answer.context["form"].errors["techniques"] == ["This is not among the choices. Please choose again."]
    assert trained_in(therapist) == set()
