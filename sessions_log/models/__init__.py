"""What was done at each visit and how it goes. Signed visits are final: the database itself refuses changes."""

from sessions_log.models.additions import Addendum, DoorEntry, PaperNote, SheetGiven
from sessions_log.models.progress import Progress
from sessions_log.models.said import Rating, VisitComplaint
from sessions_log.models.visits import Visit
from sessions_log.models.work import AreaWorked, Homework, HomeworkReview, SensitiveConsent, TechniqueUsed

__all__ = [
    "Addendum",
    "AreaWorked",
    "DoorEntry",
    "Homework",
    "HomeworkReview",
    "PaperNote",
    "Progress",
    "Rating",
    "SensitiveConsent",
    "SheetGiven",
    "TechniqueUsed",
    "Visit",
    "VisitComplaint",
]
