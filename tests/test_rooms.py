"""The six rooms stand in one line: each imports only from those to its left, and no accessor leads back."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("practice", "clients", "bookings", "intake", "sessions_log", "cases")
# The composition root: the only modules that name the rooms above them.
COMPOSITION = {"practice/urls.py", "practice/settings.py", "practice/wsgi.py"}


def modules(room: str) -> list[Path]:
    return [path for path in sorted((ROOT / room).rglob("*.py")) if str(path.relative_to(ROOT)) not in COMPOSITION]


def imported(tree: ast.Module, package: str) -> set[str]:
    """The top-level packages that a module imports, wherever in it: relative and dynamic imports too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(package if node.level else (node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__", "import_string"):
            found |= {a.value.split(".")[0] for a in node.args if isinstance(a, ast.Constant)}
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_its_left(room):
    right = set(ROOMS[ROOMS.index(room) + 1 :])
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(room)
        if (found := imported(ast.parse(path.read_text()), room) & (right | {"tests", "bench"}))
    }
    assert wrong == {}


def _models():
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def test_a_key_into_a_room_on_the_left_leaves_no_accessor_there():
    wrong = [
        str(field)
        for model in _models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and getattr(field, "related_model", None)
        and field.related_model._meta.app_label in ROOMS
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
    assert wrong == []


@pytest.mark.parametrize("start", ["practice", "clients", "bookings"])
def test_the_front_desks_world_reaches_nothing_clinical(start):
    """From any row of these rooms, over any accessor in any number of steps."""
    desk_safe = set(ROOMS[: ROOMS.index("bookings") + 1])
    seen, ahead = set(), list(apps.get_app_config(start).get_models())
    while ahead:
        model = ahead.pop()
        if model in seen:
            continue
        seen.add(model)
        # hidden relations ("+") have no accessor; history rows point at what they are the history of
        ahead += [
            field.related_model for field in model._meta.get_fields() if field.is_relation and field.related_model
        ]
    assert sorted({model._meta.label for model in seen if model._meta.app_label in ROOMS} - _of(desk_safe)) == []


def _of(rooms: set[str]) -> set[str]:
    return {model._meta.label for model in _models() if model._meta.app_label in rooms}


def test_templates_of_the_front_desks_rooms_include_only_their_own():
    """A template of clients/ or bookings/ that includes one of intake/ would show what its view never fetched."""
    shared = {"practice", "crispy", "components", "account", "base.html", "_"}
    wrong = []
    for room in ("clients", "bookings"):
        left = set(ROOMS[: ROOMS.index(room) + 1]) | shared
        right = [other for other in ROOMS if other not in left]
        for path in sorted((ROOT / "templates" / room).rglob("*.html")):
            text = path.read_text()
            wrong += [f"{path.relative_to(ROOT)}: {other}" for other in right if f'"{other}/' in text]
    assert wrong == []
