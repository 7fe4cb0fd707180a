"""Who works in the sample practice, and the names of its clients."""

import random
from dataclasses import dataclass

PASSWORD = "fifth-visit-demo"  # noqa: S105 (it is printed at every start of the demo)
PRACTICE = "Fifth Visit sample practice"
TIME_ZONE = "America/New_York"
EMERGENCY_NUMBER = "911"


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    roles: tuple[str, ...]


OWNER = Person("owner@demo.example", "Olivia Park", ("is_owner",))
INES = Person("therapist@demo.example", "Ines Moreno", ("is_therapist",))
TOMAS = Person("colleague@demo.example", "Tomas Reyes", ("is_therapist",))
JUNE = Person("june@demo.example", "June Okafor", ("is_therapist",))
DESK = Person("desk@demo.example", "Sam Whitaker", ("is_front_desk",))
STAFF = (OWNER, INES, TOMAS, JUNE, DESK)
THERAPISTS = (INES, TOMAS, JUNE)

_FIRST = """
Amara Nadia Martin Yusuf Helen Grace Peter Lucia Omar Wanda Daniel Priya Jonas Marta Kenji Rosa Aaron Bettina
Caleb Dolores Emil Farah Gustav Hana Ivan Joyce Karim Leah Mateo Nora Oscar Paula Quentin Renee Stefan Tamika
Ursula Victor Winona Xavier Yara Zoe Adele Bruno Celia Dmitri Elsa Felix Gwen Hugo
"""
_LAST = """
Osei Brandt Nguyen Castillo Weber Lindqvist Okoro Marsh Delgado Fischer Amato Petrov Haddad Sorensen Kim Novak
Ferreira Doyle Chandra Abrams Walsh Tanaka Rinaldi Mbeki Schultz Larsen Quinn Rowe Baptiste Ivanova Holt Sato
Greco Munro Pacheco Zielinski Farrow Levin Duarte Ashby
"""


def names(rng: random.Random, count: int) -> list[str]:
    """`count` different names."""
    every = [f"{first} {last}" for first in _FIRST.split() for last in _LAST.split()]
    return rng.sample(every, count)


OCCUPATIONS = (
    ("Nurse", "lifting, long shifts on her feet"),
    ("Software developer", "typing, two screens"),
    ("Carpenter", "overhead work, kneeling"),
    ("Violin teacher", "left arm up, head to the left"),
    ("Bus driver", "sitting, turning the head"),
    ("Cook", "standing, chopping, heat"),
    ("Accountant", "sitting, mouse in the right hand"),
    ("Runner and physiotherapy student", ""),
    ("Gardener", "bending, digging"),
    ("Call centre agent", "headset, sitting"),
    ("Dentist", "bent neck, fine work"),
    ("Retired", ""),
)
