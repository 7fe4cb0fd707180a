"""The consent texts that the product ships, as plain data: their first versions. A practice writes its own over them.

Paragraphs are separated by an empty line. What a practice of some place must say beyond this, its owner adds.
"""

from typing import NamedTuple


class Text(NamedTuple):
    kind: str  # as in intake.enums.ConsentKind
    title: str
    body: str


TREATMENT = """\
Massage works on muscles and other soft tissue. It can ease tension and pain and help you rest. It does not \
replace a doctor: your therapist gives no diagnosis and prescribes no medicine, and nobody can promise what \
massage will do for you.

Before you agree, your therapist tells you what is planned, what else there is, and what may follow. After a \
massage some people are sore for a day or two, tired, or have a small bruise. More is rare; it is likelier with \
some illnesses and medicines. That is why we ask about your health. Please answer as well as you can, and tell \
us when something changes.

Sometimes we will ask you to see a doctor first, or work less than you hoped for. That is for your safety.

You decide about everything. You undress as far as you like; you stay covered, and only the part that is worked \
is uncovered. Say at once if something hurts or does not feel right, if you would like less pressure, or a part \
of your body left out. You may stop at any time, without giving a reason.

The chest, the buttocks, the inner thighs, the belly and the inside of the mouth are not part of this consent. \
If work there could help, your therapist asks you in person, each time, and no is a full answer.

Under 18 a parent or guardian agrees too, and may be in the room.

I have read this and could ask my questions. I agree to massage on these terms, and can take this back at any \
time."""

PRIVACY = """\
So that your massage is safe, we write down who you are and how to reach you, what you tell us about your \
health, how you are from visit to visit, what was done, and what you agreed to.

Your therapists and the owner of this practice read it. Whoever only works at the reception sees your name, how \
to reach you, your appointments and which forms are open, never your health. Each opening of your record is \
noted.

We keep your record as long as the rules of our place ask for such records. We do not sell it, and do not use it \
for advertising. We give nothing to anybody outside, your doctor included, unless you have agreed to that \
letter; except where the law obliges us to, or somebody's life is in danger.

You can ask us what we have about you, for a copy, and to put right what is wrong. What has been signed is not \
rubbed out: a correction stands beside it, with its date, so that everybody can see what was known when. You can \
take this consent back; we then write down no more and cannot go on with treatments, and what the rules oblige \
us to keep stays until its time is over.

Ask us whenever you would like to know more. If you think that we do not keep to this, you can complain to the \
authority that watches over health data where you live.

I agree that my details are kept and used as written here."""

CONTACT = """\
We would like to reach you between visits: to confirm, move or remind you of an appointment, to send you the \
forms that are due, or to ask how you are before a visit.

If you agree, we do so by e-mail or by phone, with the details that you have given us. What we send says only \
that there is an appointment or a form, when it is, and where to find it. It says nothing about your health or \
your treatment. Forms open by a link of your own; please do not pass it on. Whoever else \
reads your mail or hears your phone may learn that you come to us; tell us if you would rather be reached in \
another way.

We do not send advertising and do not give your details to anybody else for theirs. An e-mail travels like a \
postcard: please do not write to us about your health by e-mail, tell us in person or in the form.

You are free to say no, and your massage does not depend on it: then we only call you if an appointment cannot \
take place. You can change your mind at any time; a word to us is enough.

I agree to be reached by e-mail and phone about appointments and forms."""

CONSENT_TEXTS = (
    Text("treatment", "Consent to massage", TREATMENT),
    Text("privacy", "What we keep, and who reads it", PRIVACY),
    Text("contact", "How we may reach you", CONTACT),
)
