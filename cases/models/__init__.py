"""What is decided about complaints that do not improve, what was said to the client, and who else was asked."""

from cases.models.decisions import Decision, FlagAnswer
from cases.models.referrals import Letter, LetterAnswer, Referral, ReferralStep
from cases.models.talks import Conversation, ConversationGuide

__all__ = [
    "Conversation",
    "ConversationGuide",
    "Decision",
    "FlagAnswer",
    "Letter",
    "LetterAnswer",
    "Referral",
    "ReferralStep",
]
