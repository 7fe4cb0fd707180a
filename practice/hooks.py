"""What the rooms on the right want to hear about: signals, because a room imports only from its left.

Each is sent inside the transaction that makes the change, unless it says otherwise after the row was saved, with
`of` as that row; a receiver that fails undoes the change.
"""

from django.dispatch import Signal

# The pair of thresholds of a practice or of a complaint type was changed: stored stages follow.
thresholds_changed = Signal()

# The practice's time zone is about to be changed, and its row is not locked yet: whoever locks rows before the
# practice's own elsewhere locks them now, so that nobody waits in a circle.
time_zone_changing = Signal()

# The practice's time zone was changed: the local dates of visits, and with them episodes, follow.
time_zone_changed = Signal()

# How many weeks of silence are too long for a referral was changed, from `before`: what is waited for follows.
referral_weeks_changed = Signal()

# How long health and consents hold was changed: until when a history holds follows. Consents keep the day they were
# signed until.
renewal_months_changed = Signal()
