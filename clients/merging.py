"""When two people edit one client: what each of them changed, field by field. Pure."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any


@dataclasses.dataclass(frozen=True)
class Merged:
    """`values` to show in the form; `clashes` are fields that both changed, `taken` those that only the other did."""

    values: dict[str, Any]
    clashes: list[str]
    taken: list[str]


def merge(
    fields: Iterable[str], *, base: Mapping[str, Any] | None, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Merged:
    """My values, except for fields that I left alone. Without a known `base`, every difference is a clash."""
    merged = Merged({}, [], [])
    for name in fields:
        merged.values[name] = mine[name]
        if mine[name] == theirs[name]:
            continue
        if base is not None and mine[name] == base[name]:
            merged.values[name] = theirs[name]
            merged.taken.append(name)
        elif base is None or theirs[name] != base[name]:
            merged.clashes.append(name)
    return merged
