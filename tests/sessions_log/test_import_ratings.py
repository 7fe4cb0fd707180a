"""Import of a CSV: all of it or nothing, once and only once, every bad row told."""

import datetime as dt
import uuid
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from bookings.models import LastSeen
from clients.models import Client
from intake.enums import Aim
from intake.models import Complaint, Episode
from practice.models import Practice
from sessions_log import complaints
from sessions_log.models import Progress, Rating, Visit, VisitComplaint
from sessions_log.rechecking import recheck
from tests import factories

HEADER = "client,visit_date,complaint,measure,rating,scale_max"
MODELS = (Client, Complaint, Episode, Visit, VisitComplaint, Rating, Progress)

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path):
    """`imported(rows)` imports these lines: exit code, what it said, the counts."""

    def run(*rows: str, header: str = HEADER, data: bytes | None = None, options=()):
        path = tmp_path / f"{uuid.uuid4()}.csv"
        path.write_bytes("\n".join([header, *rows]).encode() if data is None else data)
        out, err, code = StringIO(), StringIO(), 0
        try:
            with transaction.atomic():
                call_command("import_ratings", str(path), *options, stdout=out, stderr=err)
        except SystemExit as ended:
            code = ended.code
        lines = out.getvalue().splitlines()
        counts = [int(line.split(": ")[1]) for line in lines if not code and ": " in line and line[-1].isdigit()]
        return code, lines, counts

    return run


def everything():
    return [list(model.objects.order_by("pk").values_list()) for model in MODELS]


def test_columns_in_any_order_with_defaults_and_trimmed_values(imported):
    code, _, counts = imported(
        " Neck pain , 2026-01-05 ,6,  Ann ", "Neck pain,2026-01-12,,Ann", header="complaint,Visit_Date,rating,client"
    )
    assert (code, counts) == (0, [2, 1, 1, 2, 1, 0])
    complaint = Complaint.objects.select_related("type", "client").get()
    assert (complaint.client.reference, complaint.name, complaint.type.name) == ("Ann", "Neck pain", "Neck")
    assert (complaint.main_measure, complaint.tracked) == ("intensity", ["intensity"])
    rating = Rating.objects.get()
    assert (rating.measure, rating.timing, rating.value, rating.scale_max) == ("intensity", "before", 6, 10)
    worked = VisitComplaint.objects.filter(worked_on=True, declined=False)
    assert worked.count() == 2
    progress = Progress.objects.get()
    assert (progress.visits, progress.skipped, progress.verdict) == (1, 1, "not_enough_data")


def test_a_byte_order_mark_crlf_quotes_and_a_last_line_without_end_are_fine(imported):
    lines = [
        "\ufeffclient,visit_date,complaint,rating",
        '"Whitfield, Clara",2026-01-05,"""Odd"" neck",6',
        "",
        "Zoë,2026-01-05,Sleep,3",
    ]
    code, _, counts = imported(data="\r\n".join(lines).encode())
    assert (code, counts) == (0, [2, 2, 2, 2, 2, 0])
    assert sorted(Client.objects.values_list("name", "search")) == [
        ("Whitfield, Clara", "whitfield, clara"),
        ("Zoë", "zoe"),
    ]
    assert set(Complaint.objects.values_list("name", "type__name")) == {('"Odd" neck', "Neck"), ("Sleep", "Sleep")}


def test_an_imported_visit_is_final_and_stands_at_noon_where_the_practice_is(imported):
    Practice.objects.update_or_create(pk=1, defaults={"time_zone": "America/New_York"})
    imported("Ann,2026-01-05,Neck,intensity,6,10")
    visit = Visit.objects.get()
    assert visit.starts_at == dt.datetime(2026, 1, 5, 17, tzinfo=dt.UTC)
    assert (visit.is_final, visit.therapist, visit.signed_at) == (True, None, None)
    assert LastSeen.objects.values_list("client__reference", "at", "therapist").get() == (
        "Ann",
        visit.starts_at,
        None,
    )
    with pytest.raises(Exception, match="is final"), transaction.atomic():
        Rating.objects.update(value=1)


def test_the_main_measure_is_the_types_own_or_the_first_that_the_file_has(imported):
    imported(
        "Ann,2026-01-05,Headaches,intensity,6,10",
        "Ann,2026-01-05,Headaches,days,4,7",
        "Bea,2026-01-05,Headaches,intensity,6,10",
        "Cid,2026-01-05,Knee,days,4,7",
        "Cid,2026-01-05,Knee,function,4,10",
        "Dan,2026-01-05,Mystery,function,4,10",
        "Eve,2026-01-05,Headaches,days,,",
    )
    found = {c.client.name: (c.type.name, c.main_measure, set(c.tracked)) for c in Complaint.objects.all()}
    assert found == {
        "Ann": ("Headache", "days", {"days", "intensity"}),
        "Bea": ("Headache", "intensity", {"intensity"}),
        "Cid": ("Knee", "days", {"days", "function"}),
        "Dan": ("Other", "function", {"function"}),
        "Eve": ("Headache", "intensity", {"intensity"}),
    }


def test_a_file_in_two_halves_imports_as_the_whole_does(imported):
    rows = [
        f"{client},2026-0{month}-05,Headaches,{measure},{value},{top}"
        for client in ("Ann", "Bea")
        for month, value in ((3, 5), (1, 6), (2, 4))
        for measure, top in (("intensity", 10), ("days", 7))
    ]

    def facts():
        rows = Progress.objects.order_by("complaint__client__name").values_list(
            "complaint__client__name",
            "visits",
            "verdict",
            "without",
            "leading",
            "measures",
            "series",
            "last_rated_on",
        )
        episodes = Episode.objects.order_by("complaint__client__name").values_list("number", "starts_on")
        return list(rows), list(episodes), sorted(Complaint.objects.values_list("main_measure", "track_days"))

    with transaction.atomic():
        imported(*rows)
        whole = facts()
        transaction.set_rollback(True)
    imported(*rows[::2])
    assert imported(*rows[1::2])[2] == [6, 0, 0, 0, 6, 0]
    assert facts() == whole
    assert whole[1][0] == (1, dt.date(2026, 1, 5))


def test_the_same_row_twice_counts_once_and_on_another_scale_too(imported):
    row = "Ann,2026-01-05,Neck,intensity,6,10"
    assert imported(row, row, "Ann,2026-01-05,Neck,,3,5", "Ann,2026-01-05,Neck,,,")[2] == [4, 1, 1, 1, 1, 3]
    before = everything()
    assert imported(row, "Ann,2026-01-05,Neck,,60,100")[2] == [2, 0, 0, 0, 0, 2]
    assert everything() == before


def test_a_dry_run_counts_and_writes_nothing(imported):
    before = everything()
    code, lines, counts = imported("Ann,2026-01-05,Neck,,6,", options=["--dry-run"])
    assert (code, counts) == (0, [1, 1, 1, 1, 1, 0])
    assert lines[0].startswith("Dry run: nothing was imported.")
    assert everything() == before


def test_a_client_is_found_by_reference_or_by_name_and_keeps_the_reference(imported):
    renamed = factories.client("Clara Whitfield", reference="K1")
    by_name = factories.client("Ann Lee")
    assert imported("K1,2026-01-05,Neck,,6,", "Ann Lee,2026-01-05,Neck,,6,")[2][1] == 0
    by_name.refresh_from_db()
    assert (by_name.reference, by_name.name) == ("Ann Lee", "Ann Lee")
    assert set(Visit.objects.values_list("client_id", flat=True)) == {renamed.pk, by_name.pk}


def test_an_earlier_visit_moves_the_first_episode_back_and_never_the_current_one(imported, therapist):
    ann = factories.client("Ann")
    neck = factories.complaint(ann, "Neck", starts_on=dt.date(2026, 3, 1), opened_by=therapist)
    complaints.change_aim(neck, Aim.MAINTAIN, now=timezone.now(), seen=1)
    current = neck.episodes.get(number=2).starts_on
    assert imported("Ann,2026-01-05,Neck,,6,", "Ann,2026-01-05,Neck,days,6,")[2] == [2, 0, 0, 1, 2, 0]
    assert list(neck.episodes.order_by("number").values_list("number", "starts_on")) == [
        (1, dt.date(2026, 1, 5)),
        (2, current),
    ]
    neck.refresh_from_db()
    assert neck.tracked == ["intensity"]  # what a therapist chose stands
    assert recheck() == (1, 0)


# --- bad rows -----------------------------------------------------------------------------------------------------

GOOD = "Good,2026-01-05,Neck,intensity,6,10"
TOMORROW = (timezone.localdate() + dt.timedelta(days=2)).isoformat()


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2026-01-05,Neck,,6,", "client", "missing"),
        ("Ann,,Neck,,6,", "visit_date", "missing"),
        ("Ann,2026-01-05,,,6,", "complaint", "missing"),
        ("Ann,5.1.2026,Neck,,6,", "visit_date", "must be a date like 2026-03-31"),
        ("Ann,2026-1-5,Neck,,6,", "visit_date", "must be a date like 2026-03-31"),
        ("Ann,20260105,Neck,,6,", "visit_date", "must be a date like 2026-03-31"),
        ("Ann,2026-02-30,Neck,,6,", "visit_date", "there is no such date"),
        (f"Ann,{TOMORROW},Neck,,6,", "visit_date", "is in the future"),
        ("Ann,1026-01-05,Neck,,6,", "visit_date", "is before 1950"),
        ("Ann,2026-01-05,Neck,pain,6,", "measure", "unknown measure; there are intensity, days, function"),
        ("Ann,2026-01-05,Neck,,six,", "rating", "must be a number like 7 or 6.5"),
        ("Ann,2026-01-05,Neck,,NaN,", "rating", "must be a number like 7 or 6.5"),
        ("Ann,2026-01-05,Neck,,6e0,", "rating", "must be a number like 7 or 6.5"),
        ('Ann,2026-01-05,Neck,,"6,5",', "rating", "must be a number like 7 or 6.5"),
        ("Ann,2026-01-05,Neck,,-1,", "rating", "is below 0"),
        ("Ann,2026-01-05,Neck,,10.1,", "rating", "is above the top of its scale, 10"),
        ("Ann,2026-01-05,Neck,days,8,", "rating", "is above the top of its scale, 7"),
        ("Ann,2026-01-05,Neck,,6,5", "rating", "is above the top of its scale, 5"),
        ("Ann,2026-01-05,Neck,,6.66667,", "rating", "has more than 4 decimals"),
        ("Ann,2026-01-05,Neck,,6,0", "scale_max", "must be more than 0"),
        ("Ann,2026-01-05,Neck,,6,-10", "scale_max", "must be more than 0"),
        ("Ann,2026-01-05,Neck,,6,ten", "scale_max", "must be a number like 7 or 6.5"),
        ("Ann,2026-01-05,Neck,,6,1000000", "scale_max", "is too large"),
        ("A" * 121 + ",2026-01-05,Neck,,6,", "client", "longer than 120 characters"),
        ("Ann,2026-01-05," + "N" * 81 + ",,6,", "complaint", "longer than 80 characters"),
        ("An\0n,2026-01-05,Neck,,6,", "client", "has a character that cannot be seen, such as NUL"),
        ("Ann,2026-01-05,Ne\tck,,6,", "complaint", "has a character that cannot be seen, such as NUL"),
        ("Ann,2026-01-05,Neck,,6", "", "5 values where the header names 6 columns"),
        ("Ann,2026-01-05,Neck,,6,10,", "", "7 values where the header names 6 columns"),
        ('"Ann,2026-01-05,Neck,,6,10', "", "the quotation marks do not match"),
        ('A"n"n,"2026"-01-05,Neck,,6,10', "", "the quotation marks do not match"),
        (
            "Good,2026-01-05,Neck,,7,10",
            "rating",
            "another rating is given for the same client, date, complaint and measure",
        ),
        ("x" * 5000, "", "this line is longer than 4000 characters"),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_reason_and_nothing_is_imported(imported, row, column, reason):
    before = everything()
    code, lines, _ = imported(GOOD, row, "Also good,2026-01-05,Neck,,6,")
    assert (code, lines) == (1, [f"line 3, {column}: {reason}" if column else f"line 3: {reason}"])
    assert everything() == before


def test_all_bad_rows_and_all_bad_columns_of_a_row_are_told_in_order(imported):
    code, lines, _ = imported(
        "Ann,2026-01-05,Neck,,11,", GOOD, ",nonsense,Neck,days,x,-1", "Good,2026-01-05,Neck,,5,"
    )
    assert (code, lines) == (
        1,
        [
            "line 2, rating: is above the top of its scale, 10",
            "line 4, client: missing",
            "line 4, rating: must be a number like 7 or 6.5",
            "line 4, scale_max: must be more than 0",
            "line 4, visit_date: must be a date like 2026-03-31",
            "line 5, rating: another rating is given for the same client, date, complaint and measure",
        ],
    )


def test_rows_that_are_not_utf8_are_told_one_by_one(imported):
    data = "client,visit_date,complaint,rating\nZoë,2026-01-05,Neck,6\nAnn,2026-01-05,Neck,6\n".encode("latin-1")
    assert imported(data=data)[:2] == (1, ["line 2, client: not UTF-8 text; save the file as “CSV UTF-8”"])
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: the file is empty; its first line must name the columns"),
        (b"\n\n", "line 1: the file is empty; its first line must name the columns"),
        (b"client,complaint\nAnn,Neck\n", "line 1, visit_date: the header lacks visit_date"),
        (
            b"client,visit_date,complaint,mood\n",
            "line 1, mood: unknown column; there are client, visit_date, complaint, measure, rating, scale_max",
        ),
        (
            b"client,visit_date,complaint,mo\tod\\N\n",
            "line 1, mo?od\\n: unknown column; there are client, visit_date, complaint, measure, rating, scale_max",
        ),
        (b"client,visit_date,client,complaint\n", "line 1, client: this column is named twice"),
        (b"client;visit_date;complaint\n", "line 1: the columns must be separated by commas"),
        (
            "client,visit_date,complaint\nAnn,2026-01-05,Neck\n".encode("utf-16"),
            "line 1: this is not UTF-8 text; save the file as “CSV UTF-8”",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "line 1: this is not UTF-8 text; save the file as “CSV UTF-8”"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(imported, data, told):
    assert imported(data=data)[:2] == (1, [told])


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_ratings", "/nowhere/ratings.csv")


def test_rows_that_contradict_what_is_stored_are_bad(imported, therapist):
    imported("Ann,2026-01-05,Neck,,6,", "Void,2026-01-05,Neck,,6,")
    void = Visit.objects.get(client__name="Void")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sessions_log_void_visit(%s, %s, 'not hers')", [void.pk, therapist.pk])
    gone = factories.client("Gone", archived_at=timezone.now())
    factories.client("Young", birth_date=dt.date(2026, 1, 6))
    logged = factories.client("Logged")
    factories.visit(logged, therapist, starts_at=dt.datetime(2026, 1, 5, 23, 30, tzinfo=dt.UTC))
    for _ in range(2):
        factories.client("Twin")
        factories.complaint(Client.objects.get(name="Logged"), "Neck")
    factories.client("Other name", reference="One")
    factories.client("Ref", reference="Ref 1")
    before = everything()
    code, lines, _ = imported(
        "Ann,2026-01-05,Neck,,7,",
        "Void,2026-01-05,Neck,,6,",
        "Void,2026-01-05,Neck,days,6,",
        f"{gone.name},2026-01-05,Neck,,6,",
        "Young,2026-01-05,Neck,,6,",
        "Logged,2026-01-05,Back,,6,",
        "Logged,2026-01-06,Neck,,6,",
        "Twin,2026-01-05,Neck,,6,",
        "One,2026-01-05,Neck,,6,",
        "Ref,2026-01-05,Neck,,6,",
        "Ref 1,2026-01-06,Neck,,6,",
    )
    assert (code, lines) == (
        1,
        [
            "line 2, rating: another rating is given for the same client, date, complaint and measure",
            "line 4, visit_date: the visit of this date was voided",
            "line 5, client: a visit for an archived client",
            "line 6, visit_date: is before the client was born",
            "line 7, visit_date: a visit of this date was logged here by a person",
            "line 8, complaint: the client has more than one complaint of this name",
            "line 9, client: more than one client has this name",
            "line 11, client: this client stands in the file under another name too",
            "line 12, client: this client stands in the file under another name too",
        ],
    )
    assert everything() == before


def test_of_two_complaints_of_one_name_the_open_one_is_meant(imported, therapist):
    ann = factories.client("Ann")
    closed, opened = factories.complaint(ann, "Neck"), factories.complaint(ann, "Neck")
    Complaint.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate(), closed_reason="resolved")
    imported("Ann,2026-01-05,Neck,,6,")
    assert list(Rating.objects.values_list("complaint_id", "value")) == [(opened.pk, Decimal(6))]
