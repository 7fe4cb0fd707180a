"""Choices of the intake room: what clients tell us, in the words of the field."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What a complaint is rated by. The improvement rule reads the first three."""

    INTENSITY = "intensity", _("intensity")
    DAYS = "days", _("days of the last 7")
    FUNCTION = "function", _("what it keeps you from")
    PAINKILLER_DAYS = "painkiller_days", _("painkiller days a month")


class Aim(models.TextChoices):
    """What massage is for here: to resolve the complaint, or to maintain beside others' care."""

    RESOLVE = "resolve", _("to get better")
    MAINTAIN = "maintain", _("to keep well, beside others' care")


class Course(models.TextChoices):
    CONSTANT = "constant", _("constant")
    COMES_AND_GOES = "comes_and_goes", _("comes and goes")


class ClosedReason(models.TextChoices):
    RESOLVED = "resolved", _("resolved")
    NO_LONGER = "no_longer", _("no longer what she or he comes for")
    OTHER = "other", _("other")


class Still(models.TextChoices):
    """What a client says at a renewal of a complaint that is on record."""

    YES = "yes", _("yes, still")
    BETTER = "better", _("it is better; I no longer come for it")
    OTHER = "other", _("no, I come for something else")


class Side(models.TextChoices):
    """Which side of the body; empty where an area has none."""

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    BOTH = "both", _("both")


class Pressure(models.TextChoices):
    LIGHT = "light", _("light")
    MEDIUM = "medium", _("medium")
    FIRM = "firm", _("firm")
    DEEP = "deep", _("deep")


class Quiet(models.TextChoices):
    QUIET = "quiet", _("prefers quiet")
    TALK = "talk", _("likes to talk")


class EpisodeStart(models.TextChoices):
    """Why an episode of a complaint began."""

    OPENED = "opened", _("opened")
    REOPENED = "reopened", _("opened again")
    AIM_CHANGED = "aim_changed", _("aim changed")


class Purpose(models.TextChoices):
    """What a link is for: one client, one purpose."""

    INTAKE = "intake", _("intake")
    WALK_IN = "walk_in", _("short intake")
    RENEWAL = "renewal", _("yearly renewal")
    CHECK_IN = "check_in", _("check-in before a visit")
    DIARY = "diary", _("symptom diary")
    SHEET = "sheet", _("sheet to take home")


# Those behind which a form is filled in and submitted once. The others are short and come again.
FORMS = (Purpose.INTAKE, Purpose.WALK_IN, Purpose.RENEWAL)


class Giving(models.TextChoices):
    """How a link reached its client."""

    MAIL = "mail", _("by mail")
    SHOWN = "shown", _("as a link or QR code")
    TABLET = "tablet", _("on a tablet of ours")


class NoMail(models.TextChoices):
    """Why a client cannot be mailed."""

    NO_SERVER = "no_server", _("No mail is sent from here, because no mail server is set up.")
    NO_ADDRESS = "no_address", _("There is no e-mail on record.")
    REFUSED = "refused", _("This client does not want to be contacted between visits.")


class How(models.TextChoices):
    """How something reached us."""

    SCREEN = "screen", _("filled in by the client")
    PAPER = "paper", _("entered from paper")
    PHONE = "phone", _("entered by phone")


class Care(models.TextChoices):
    """What a condition asks of the therapist."""

    STOP = "stop", _("do not treat before it is clear")
    CARE = "care", _("take care")
    KNOW = "know", _("good to know")


class Thinner(models.TextChoices):
    """Blood thinners, asked by the names that stand on the box."""

    NONE = "none", _("none of these")
    WARFARIN = "warfarin", _("warfarin (Coumadin, Marcumar)")
    APIXABAN = "apixaban", _("apixaban (Eliquis)")
    RIVAROXABAN = "rivaroxaban", _("rivaroxaban (Xarelto)")
    DABIGATRAN = "dabigatran", _("dabigatran (Pradaxa)")
    HEPARIN = "heparin", _("heparin injections")
    CLOPIDOGREL = "clopidogrel", _("clopidogrel (Plavix)")
    ASPIRIN = "aspirin", _("aspirin every day")
    OTHER = "other", _("another one")
    UNSURE = "unsure", _("not sure")


class Pregnancy(models.TextChoices):
    NO = "no", _("no")
    YES = "yes", _("yes")
    RISK = "risk", _("yes, and I was told to take care")
    BORN = "born", _("I gave birth in the last three months")
    UNSURE = "unsure", _("perhaps")


class ConsentKind(models.TextChoices):
    TREATMENT = "treatment", _("treatment")
    PRIVACY = "privacy", _("privacy")
    CONTACT = "contact", _("contact")


# Without these nothing is submitted. Contact may be refused.
REQUIRED = (ConsentKind.TREATMENT, ConsentKind.PRIVACY)


class AnswerKind(models.TextChoices):
    """How a question of the practice's own is answered."""

    TEXT = "text", _("in words")
    YES_NO = "yes-no", _("yes or no")
    CHOICE = "choice", _("one of several")


class AlertKind(models.TextChoices):
    """Why a therapist should look before the visit."""

    RED_FLAG = "red_flag", _("red flag")
    HEALTH = "health", _("health")
    MESSAGE = "message", _("message")


class ProfessionalKind(models.TextChoices):
    """Who else may treat a client; primary care is offered first."""

    PRIMARY = "primary", _("primary care")
    CHIROPRACTOR = "chiropractor", _("chiropractor")
    ACUPUNCTURIST = "acupuncturist", _("acupuncturist")
    PHYSICAL = "physical", _("physical therapist")
    NEUROLOGIST = "neurologist", _("neurologist or headache clinic")
    DENTIST = "dentist", _("dentist")
    OPTOMETRIST = "optometrist", _("optometrist")
    MENTAL = "mental", _("mental health")
    SLEEP = "sleep", _("sleep clinic")
    PAIN = "pain", _("pain clinic")
    PELVIC = "pelvic", _("pelvic health")
    OTHER = "other", _("other")
