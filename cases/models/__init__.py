"""What is decided about complaints that do not improve, what was said to the client, and who else was asked."""

from cases.models.checks import BoardCheck
from cases.models.decisions import Decision, DecisionChange, FlagAnswer
from cases.models.meetings import MeetingEntry
from cases.models.outreach import ReachedOut
from cases.models.referrals import Letter, LetterAnswer, LetterDraft, Referral, ReferralStep
from cases.models.talks import Conversation, ConversationGuide

__all__ = [
    "BoardCheck",
    "Conversation",
    "ConversationGuide",
    "Decision",
    "DecisionChange",
    "FlagAnswer",
    "Letter",
    "LetterAnswer",
    "LetterDraft",
    "MeetingEntry",
    "ReachedOut",
    "Referral",
    "ReferralStep",
]
