"""When therapists work, and the practice's own rules about time."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.enums import WeekStart
from practice.history import keeps_history
from practice.models import User


@keeps_history()
class WorkingHours(models.Model):
    """A stretch of a therapist's week: every Monday from nine to one. Who has none at all is booked at any time."""

    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])  # 0 is Monday
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="hours_in_order",
                violation_error_message=_("“To” has to come after “from”."),
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.UniqueConstraint(fields=["therapist", "weekday", "starts"], name="hours_begin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}-{self.ends:%H:%M}"


class Exceptional(models.Model):
    """What differs from the week: an extra or shorter day, days off, a holiday of the whole practice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    # Nobody: the practice is closed to all.
    therapist = models.ForeignKey(
        User, verbose_name=_("who"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    # Both: works from then to then on these days, whatever the week says. Neither: does not work.
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    label = models.CharField(
        _("what to show"), max_length=60, blank=True, help_text=_("Holiday, training. Nothing about health here.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Taken back, and kept.
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["last_day"], condition=Q(removed_at=None), name="exceptional_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="exceptional_days_in_order",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(ends__gt=F("starts"), starts__isnull=False),
                name="exceptional_hours_in_order",
                violation_error_message=_("“To” has to come after “from”."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} - {self.last_day}"

    @property
    def is_off(self) -> bool:
        return self.starts is None


def the_day_before() -> list[int]:
    return [24]


@keeps_history()
class BookingRules(models.Model):
    """The practice's rules about bookings: at most one row, and what stands here until an owner saves others."""

    cancel_hours = models.PositiveSmallIntegerField(
        _("hours before which a client can change an appointment free of charge"),
        default=24,
        validators=[MaxValueValidator(336)],
    )
    week_start = models.CharField(_("the week starts on"), max_length=8, choices=WeekStart, blank=True)
    mail_bookings = models.BooleanField(_("mail clients what is booked, moved and cancelled"), default=True)
    mail_missed = models.BooleanField(_("mail clients who missed a visit"), default=False)
    # How many hours before an appointment; none: no reminders. Those that fall due at night wait for the morning.
    reminders = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(24 * 28)]),
        verbose_name=_("hours before which reminders are mailed"),
        default=the_day_before,
        blank=True,
    )
    remind_from = models.PositiveSmallIntegerField(
        _("hour of the day from which reminders are mailed"), default=8, validators=[MaxValueValidator(23)]
    )
    remind_until = models.PositiveSmallIntegerField(
        _("hour of the day until which reminders are mailed"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    recall_weeks = models.PositiveSmallIntegerField(
        _("weeks after which a client is missed"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(104)],
    )
    lapsed_weeks = models.PositiveSmallIntegerField(
        _("weeks after which a client has lapsed"),
        default=16,
        validators=[MinValueValidator(2), MaxValueValidator(208)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="booking_rules_is_one_row"),
            models.CheckConstraint(
                condition=Q(lapsed_weeks__gt=F("recall_weeks")),
                name="booking_rules_recall_before_lapsed",
                violation_error_message=_("This has to be more than the weeks before it."),
            ),
            models.CheckConstraint(
                condition=Q(remind_until__gt=F("remind_from"), remind_until__lte=24),
                name="booking_rules_remind_by_day",
                violation_error_message=_("“To” has to come after “from”."),
            ),
        ]

    def __str__(self) -> str:
        return "rules about bookings"
