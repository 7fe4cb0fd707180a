"""Questions that join over the room: the whole vocabulary at once, and what a therapist must see before touching."""

import uuid
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import JSONObject

from clients.models import Client
from intake.models import Area, ClientPreferences, ComplaintType, HomeworkKind, Precaution, Technique
from intake.news import News, said, with_news


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary as forms offer it."""

    pk: int
    name: str
    public_id: uuid.UUID
    retired: bool
    region: str = ""
    everyday: str = ""
    has_side: bool = False
    whole: bool = False
    sensitive: bool = False
    places: tuple[str, ...] = ()  # on the body's picture


@dataclass(slots=True)
class Vocabulary:
    """All words by id, retired ones too: a word that was used stays where it was used."""

    areas: dict[int, Term] = field(default_factory=dict)
    techniques: dict[int, Term] = field(default_factory=dict)
    homework: dict[int, Term] = field(default_factory=dict)
    types: dict[int, Term] = field(default_factory=dict)


def vocabulary() -> Vocabulary:
    """One query for every word there is, in the practice's order."""
    found = Vocabulary()
    kinds = {1: found.areas, 2: found.techniques, 3: found.homework, 4: found.types}
    of_areas = ("region", "everyday", "has_side", "whole")
    plain = (Value(""), Value(""), Value(False), Value(False))
    columns = ("position", "name", "pk", "public_id", "retired_at")
    nowhere = Value([], ArrayField(CharField()))
    rows = Area.objects.values_list(Value(1), *columns, *of_areas, "sensitive", "places").order_by()
    rows = rows.union(
        *(
            model.objects.values_list(Value(kind), *columns, *plain, sensitive, nowhere).order_by()
            for kind, model, sensitive in (
                (2, Technique, "sensitive"),
                (3, HomeworkKind, Value(False)),
                (4, ComplaintType, Value(False)),
            )
        ),
        all=True,
    )
    for kind, _position, name, pk, public_id, retired_at, *more, places in sorted(
        rows, key=lambda row: (row[0], row[1], row[2], row[3])
    ):
        kinds[kind][pk] = Term(pk, name, public_id, retired_at is not None, *more, places=tuple(places))
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """A precaution that holds."""

    public_id: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What a therapist must see before touching: precautions that hold, how the client likes the work, and what
    nobody has looked at yet."""

    precautions: list[Held]
    preferences: ClientPreferences | None
    news: News


def strip_of(client: Client) -> Strip:
    """Two queries."""
    holding = Precaution.objects.filter(client=OuterRef("pk"), ended_at=None).order_by("created_at", "pk")
    told = ArraySubquery(holding.values(json=JSONObject(public_id="public_id", text="text")))
    row = with_news(Client.objects.only("pk")).annotate(precautions_said=told).get(pk=client.pk)
    return Strip(
        precautions=[Held(uuid.UUID(each["public_id"]), each["text"]) for each in row.precautions_said],
        preferences=ClientPreferences.objects.filter(client=client).first(),
        news=said(row.alerts_said, row.intakes_said),
    )
