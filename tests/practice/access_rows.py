"""Who may do what here: rows of the access table (tests/access.py). Health, account pages, people and settings."""

from tests.access import MEMBERS, NEW_PASSWORD, OWNERS, PASSWORD, Row, only, public
from tests.world import INVITATION_TOKEN

ROWS = [
    Row("health", get=public(), post=public(405)),
    Row("practice:style", get=only(OWNERS)),
    # django-allauth
    Row(
        "account_login",
        get=only((), others=302, anonymous=200),
        post=only((), others=302, anonymous=302),
        data=lambda world: {"login": world.author.email, "password": PASSWORD},
        writes=False,  # but who logged in last
    ),
    Row("account_logout", get=only(MEMBERS), post=only(MEMBERS, 302), writes=False),
    Row(
        "account_signup",
        get=only((), others=302, anonymous=200),
        post=only((), others=302, anonymous=200),
        data={"email": "new@practice.example", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        writes=False,  # it is closed
    ),
    Row("account_inactive", get=public(), post=public(405)),
    Row(
        "account_reauthenticate",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data={"password": PASSWORD},
        writes=False,
    ),
    Row(
        "account_change_password",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data={"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Row("account_reset_password", get=public(), post=public(), writes=False),
    Row("account_reset_password_done", get=public(), post=public(405)),
    Row(
        "account_reset_password_from_key",
        {"uidb36": "=1", "key": "=no-such-key"},
        get=public(),
        post=public(),
        writes=False,
    ),
    Row("account_reset_password_from_key_done", get=public(), post=public(405)),
    # practice: people and settings
    Row(
        "practice:settings",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={
            "version": 1,
            "name": "Another name",
            "time_zone": "Europe/Berlin",
            "emergency_number": "112",
            "review_after": 3,
            "refer_after": 5,
            "retention_years": 10,
            "referral_weeks": 3,
            "link_days": 14,
            "renewal_months": 12,
        },
    ),
    Row("practice:people", get=only(OWNERS)),
    Row(
        "practice:invite",
        get=only(OWNERS),
        post=only(OWNERS),
        data=lambda world: {
            "name": "Some New",
            "email": "some@practice.example",
            "roles": ["owner"],
            "request_id": world.request_id,
        },
    ),
    Row("practice:renew_invitation", {"public_id": "invitation.public_id"}, post=only(OWNERS)),
    Row("practice:revoke_invitation", {"public_id": "invitation.public_id"}, post=only(OWNERS, 302)),
    Row(
        "practice:person",
        {"public_id": "author.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another Name", "roles": ["owner", "front_desk"]},
    ),
    Row(
        "practice:leave",
        {"public_id": "author.public_id"},
        get=only(OWNERS),
        post=only(("owner",), 302, solo=200),  # nobody to hand over to in a practice of one
        data=lambda world: {"to": world.colleague.public_id, "what": ["clients", "appointments", "followups"]},
        unchanged=("solo",),
    ),
    Row(
        "practice:switch_off",
        {"public_id": "author.public_id"},
        post=only(OWNERS, 302),
        unchanged=("solo",),  # the last owner stays
    ),
    Row("practice:switch_on", {"public_id": "away.public_id"}, post=only(OWNERS, 302)),
    Row("practice:password_link", {"public_id": "author.public_id"}, post=only(OWNERS), writes=False),
    Row(
        "practice:invitation",
        {"token": f"={INVITATION_TOKEN}"},
        get=public(),
        post=public(302),
        data={"name": "Nora New", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Row("practice:setup", {"token": "=no-such-token"}, get=public(410), post=public(410), writes=False),
]
