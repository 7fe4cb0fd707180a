"""Where each open complaint stands, as SQL: does it need a decision, does it rest, did the client stop coming?

A case needs a decision when its stage is review or refer or when it got worse. Its latest decision of the current
episode lets it rest until the named rated visit is reached or the date has come; it comes back early when it
reaches the next stage, or is worse when it was not. Nothing rests for ever: every such decision has a date.

Where massage goes on beside others' care no stage asks any more, and so its day does: until then it waits, from then
on it needs a decision. Where no day is named, as after it was closed and came back or where the aim was changed
without a decision, it does at once. What was opened to be kept as it is, asks nothing.

Who stopped coming, not better: the last visit is over six weeks ago, nothing is booked, and the ratings showed no
improvement. A kind word lets all complaints of a client rest until its date; who is to be left in peace rests too.
"""

# The latest decision of each complaint; `current` where it is of the episode that still goes on.
LATEST = """
SELECT DISTINCT ON (d.complaint_id) d.id, d.complaint_id, d.stage, d.verdict, d.look_again_visit, d.look_again_on,
       d.kind <> 'close' AND d.episode = (
           SELECT max(e.number) FROM intake_episode e WHERE e.complaint_id = d.complaint_id
       ) AS current
FROM cases_decision d
ORDER BY d.complaint_id, d.decided_at DESC, d.id DESC
"""

# The latest decision lets the case rest: its visit and its date are still to come.
QUIET = """d.current
               AND d.look_again_on > %(today)s
               AND (d.look_again_visit IS NULL OR p.visits < d.look_again_visit)"""

# Massage goes on beside others' care; and the day that was named for looking again is still to come. An episode
# begins with it, in which visits are counted anew: a visit is named by later decisions only.
BESIDE = """c.aim = 'maintain' AND (
               d.id IS NOT NULL OR EXISTS (SELECT FROM intake_episode e WHERE e.complaint_id = c.id AND e.number > 1)
           )"""
AGREED = """coalesce(
               d.look_again_on > %(today)s
               AND (d.look_again_visit IS NULL OR NOT d.current OR p.visits < d.look_again_visit), false
           )"""

# 0: comes, is booked, is better, or was never here; 1: stopped coming; 2: rests after a kind word; 3: left in peace.
# The lists are short and read once; the first line spares most complaints even those.
SILENCE = """CASE
    WHEN p.last_visit_at IS NULL OR p.last_visit_at >= %(since)s OR p.last_visit_at < %(forgotten)s
         OR p.verdict IN ('improved', 'too_mild') THEN 0
    WHEN c.client_id IN (SELECT client_id FROM sessions_log_visit WHERE voided_at IS NULL AND starts_at >= %(since)s)
         OR c.client_id IN (SELECT client_id FROM bookings_appointment
                            WHERE upper(during) >= %(since)s AND status NOT IN ('cancelled', 'missed')) THEN 0
    WHEN c.client_id IN (SELECT client_id FROM bookings_peace) THEN 3
    WHEN c.client_id IN (SELECT client_id FROM cases_reachedout WHERE rests_until > %(today)s) THEN 2
    ELSE 1 END"""

# Improvement that was not there, or did not hold yet, at the rated visit before the last one.
NEWLY = """(p.course -> -2 ->> 1 IS DISTINCT FROM 'improved'
                 OR p.improvement_held AND (p.course -> -2 ->> 5)::boolean IS NOT TRUE)"""

# One row an open complaint of a client who is not archived.
CASES = f"""
SELECT x.*, needs AND NOT coalesce(rests, false) OR again AS decide,
       CASE WHEN needs THEN coalesce(rests, false) ELSE agreed END AS waiting,
       better AND lately AND (newly OR level) AS news,
       CASE WHEN stage = 'refer' THEN 1 WHEN worse THEN 2 WHEN stage = 'review' THEN 3
            WHEN again AND better IS NOT TRUE THEN 4 WHEN stage = 'watch' THEN 5
            WHEN level THEN 6 WHEN better AND held THEN 7 WHEN better THEN 8 ELSE 9 END AS urgency
FROM (
    SELECT c.id, p.stage, p.unmeasured, p.visits, p.weeks, p.without, p.last_visit_at, p.checked_at,
           cl.name AS client_name, c.name AS complaint_name, d.id AS decision_id,
           coalesce(p.last_rated_on > %(today)s::date - %(recently)s, false) AS recently_rated,
           coalesce(
               p.stage IN ('review', 'refer') OR (p.verdict IN ('worse', 'mixed') AND p.stage <> ''), false
           ) AS needs,
           {BESIDE} AS beside, {BESIDE} AND {AGREED} AS agreed, {BESIDE} AND NOT {AGREED} AS again,
           p.verdict IN ('worse', 'mixed') AS worse, p.verdict = 'improved' AS better, p.improvement_held AS held,
           -- What was decided since it is better lets the question rest; at co-management it is what was hoped for.
           p.level AND c.aim = 'resolve' AND NOT coalesce({QUIET} AND d.verdict = 'improved', false) AS level,
           p.last_rated_on > %(new)s AS lately, {NEWLY} AS newly,
           {SILENCE} AS silence,
           {QUIET}
               AND NOT (p.stage = 'refer' AND d.stage <> 'refer')
               AND NOT (p.stage = 'review' AND d.stage NOT IN ('review', 'refer'))
               AND NOT (p.verdict IN ('worse', 'mixed') AND d.verdict NOT IN ('worse', 'mixed')) AS rests
    FROM intake_complaint c
    JOIN clients_client cl ON cl.id = c.client_id AND cl.archived_at IS NULL
    LEFT JOIN sessions_log_progress p ON p.complaint_id = c.id
    LEFT JOIN ({LATEST}) d ON d.complaint_id = c.id
    WHERE c.closed_on IS NULL {{wanted}}
) x
"""  # noqa: S608 (a fragment from above)

# "Own client" of a therapist: assigned to them, or else the author of the last signed visit.
OWN = """(
    cl.therapist_id = %(therapist)s OR (
        cl.therapist_id IS NULL
        AND cl.id IN (SELECT v.client_id FROM sessions_log_visit v
                      WHERE v.therapist_id = %(therapist)s AND v.signed_at IS NOT NULL)
        AND %(therapist)s = (SELECT v.therapist_id FROM sessions_log_visit v
                             WHERE v.client_id = cl.id AND v.signed_at IS NOT NULL AND v.voided_at IS NULL
                             ORDER BY v.starts_at DESC, v.id DESC LIMIT 1)))"""
