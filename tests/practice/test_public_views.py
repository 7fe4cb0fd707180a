"""Login is required everywhere. These are the exceptions, all of them."""

from tests.routes import walk

PUBLIC = {
    "health",  # for whoever watches the machine; says nothing of the practice
    "account_login",
    "account_logout",  # sends on to the login page
    "account_signup",  # closed: says so
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "practice:invitation",  # whoever holds the link
    "intake:open",  # whoever holds a client's link; intake/gate.py says what the pages behind it ask first
    "intake:birth_date",
    "intake:step",
    "intake:check_in",
    "intake:diary",
    "intake:review",
    "intake:still",
    "sessions_log:sheet",
    "sessions_log:sheet_picture",
    "bookings:for_client",  # whoever holds the link of a mail about an appointment
    "bookings:feed_file",  # a calendar program that was given a therapist's secret address
    "practice:setup",  # whoever holds the link that the server printed
}


def test_these_pages_and_no_others_are_public():
    assert {route.name for route in walk() if route.is_public} == PUBLIC


def test_no_address_is_without_a_name():
    assert [route.name for route in walk() if "without a name" in route.name] == []
