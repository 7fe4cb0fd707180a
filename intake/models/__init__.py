"""What clients come with and tell us: vocabulary, complaints, health, intakes, consents, days in between."""

from intake.models.between import CheckIn, CheckInRating, DiaryDay
from intake.models.care import Alert, ClientPreferences, HealthHistory, Precaution
from intake.models.complaints import Complaint, ComplaintArea, ComplaintQuerySet, Episode, IntakeRating
from intake.models.consents import Consent, ConsentWithdrawal
from intake.models.intakes import Acceptance, Intake
from intake.models.links import BirthDateTry, ClientLink
from intake.models.professionals import Professional, TeamMember
from intake.models.texts import ConsentText, QuestionEdition
from intake.models.training import Training
from intake.models.words import (
    Area,
    ComplaintType,
    HealthCondition,
    HomeworkKind,
    RedFlag,
    Technique,
    VocabularyQuerySet,
    Word,
)

__all__ = [
    "Acceptance",
    "Alert",
    "Area",
    "BirthDateTry",
    "CheckIn",
    "CheckInRating",
    "ClientLink",
    "ClientPreferences",
    "Complaint",
    "ComplaintArea",
    "ComplaintQuerySet",
    "ComplaintType",
    "Consent",
    "ConsentText",
    "ConsentWithdrawal",
    "DiaryDay",
    "Episode",
    "HealthCondition",
    "HealthHistory",
    "HomeworkKind",
    "Intake",
    "IntakeRating",
    "Precaution",
    "Professional",
    "QuestionEdition",
    "RedFlag",
    "TeamMember",
    "Technique",
    "Training",
    "VocabularyQuerySet",
    "Word",
]
