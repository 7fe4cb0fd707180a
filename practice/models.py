"""What every room shares: people with their roles, the practice's own settings, invitations, the access log."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from practice.enums import Role
from practice.history import keeps_history
from practice.validators import validate_time_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person of the practice; `fields` holds the name and the roles. The password may come later."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None):
        return self.get(email__iexact=email)

    def active(self):
        return self.filter(is_active=True)

    def therapists(self):
        """Active people who treat clients, by name."""
        return self.active().filter(is_therapist=True).order_by("name", "pk")


@keeps_history(exclude=["password", "last_login", "session_epoch"])
class User(AbstractBaseUser):
    """Somebody who works in the practice. One person may hold any combination of the three roles."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    is_owner = models.BooleanField(_("owner"), default=False)
    is_therapist = models.BooleanField(_("therapist"), default=False)
    is_front_desk = models.BooleanField(_("front desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Counted up to end all sessions of a person at once; coming back does not revive the old ones.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody with this e-mail is here already."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_owner=True) | models.Q(is_therapist=True) | models.Q(is_front_desk=True),
                name="user_has_a_role",
                violation_error_message=_("Choose at least one role."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The short form that rows and greetings use."""
        return self.name.split(" ")[0] if self.name else self.email

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role in Role if getattr(self, role.field))

    def get_session_auth_hash(self) -> str:
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self):
        yield from (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes) -> str:
        value = f"{self.session_epoch}:{self.password}"
        return salted_hmac("practice.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_clinical(self) -> bool:
        """May read what clients tell and what was done: therapists and owners, never the desk alone."""
        return self.is_active and (self.is_therapist or self.is_owner)


@keeps_history(exclude=["last_backup_at"])
class Practice(models.Model):
    """The practice's own settings: exactly one row."""

    name = models.CharField(_("name of the practice"), max_length=120, default="")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    review_after = models.PositiveSmallIntegerField(
        _("review after"), default=3, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    refer_after = models.PositiveSmallIntegerField(
        _("refer after"), default=5, validators=[MinValueValidator(2), MaxValueValidator(60)]
    )
    retention_years = models.PositiveSmallIntegerField(
        _("years that records are kept"), default=10, validators=[MinValueValidator(4), MaxValueValidator(50)]
    )
    emergency_number = models.CharField(_("local emergency number"), max_length=20, default="112")
    link_days = models.PositiveSmallIntegerField(
        _("days that a client's link works"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("months until health and consents are asked again"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    referral_weeks = models.PositiveSmallIntegerField(
        _("weeks without a word until somebody asks about a referral"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
    )
    mail_check_ins = models.BooleanField(_("mail a check-in on the day before a visit"), default=True)
    address = models.CharField(_("address"), max_length=240, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=40, blank=True, default="")
    is_demo = models.BooleanField(default=False, editable=False)
    last_backup_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("practice")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="practice_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(review_after__gte=1, review_after__lt=models.F("refer_after")),
                name="practice_thresholds_in_order",
                violation_error_message=_("“Review after” must be at least 1 and less than “refer after”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor taken back; the link itself may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """An owner's invitation to a new person; the link's token is kept only as a hash."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made in the browser: a double click or a re-sent form makes one invitation.
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    is_owner = models.BooleanField(_("owner"), default=False)
    is_therapist = models.BooleanField(_("therapist"), default=False)
    is_front_desk = models.BooleanField(_("front desk"), default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
                violation_error_message=_("This person is invited already. A new link can be made in the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_owner=True) | models.Q(is_therapist=True) | models.Q(is_front_desk=True),
                name="invitation_has_a_role",
                violation_error_message=_("Choose at least one role."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role in Role if getattr(self, role.field))

    def is_usable(self, now: dt.datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at


class SetupLink(models.Model):
    """The one-time link by which the first owner claims an empty practice; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"set-up link of {self.created_at:%Y-%m-%d}"


class PasswordLink(models.Model):
    """An owner made a link by which somebody chooses a new password. Its person is told, and can look it up."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="passwordlink_person_at")]

    def __str__(self) -> str:
        return f"password link of {self.at:%Y-%m-%d %H:%M}"


class AccessLog(models.Model):
    """Who opened whose record, and when. It holds the client's UUID and no foreign key, so it outlives both."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    client = models.UUIDField()
    what = models.CharField(max_length=40)

    class Meta:
        indexes = [
            # "Who has opened this client's record?", newest first.
            models.Index(fields=["client", "-at"], name="accesslog_client_at"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Upload(models.Model):
    """A file that somebody brought, outside of the static files; a view hands it out to who may see it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.content_type} of {self.uploaded_at:%Y-%m-%d}"
