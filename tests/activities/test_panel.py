from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadwright.activities.models import Activity, Kind, fact, record, record_all
from tests.cast import a_lead


def test_the_story_is_told_newest_first_and_by_kind(cast, as_member, now):
    lead = a_lead(cast.alice)
    common = {"workspace_id": lead.workspace_id, "lead": lead, "at": now}
    record(Kind.CALL, key="c", summary="No answer", **common)
    record(Kind.EMAIL_SENT, key="m", summary="First e-mail", why="Step 1 of 10", **common)
    client = as_member(cast.alice)
    page = client.get(reverse("activities:panel", args=[lead.pk])).content.decode()
    assert page.index("First e-mail") < page.index("No answer")
    assert "Step 1 of 10" in page
    calls = client.get(reverse("activities:panel", args=[lead.pk]), {"kind": "calls"}).content.decode()
    assert "No answer" in calls
    assert "First e-mail" not in calls


def test_the_same_fact_is_recorded_once(cast, now):
    lead = a_lead(cast.alice)
    for summary in ("one", "two"):
        record(Kind.NOTE, workspace_id=lead.workspace_id, lead=lead, key="k", summary=summary, at=now)
    assert Activity.objects.get().summary == "one"


def test_older_facts_come_by_the_page(cast, as_member, now):
    lead = a_lead(cast.alice)
    for at in range(45):
        record(Kind.NOTE, workspace_id=lead.workspace_id, lead=lead, key=f"n{at}", summary=f"fact <{at}>", at=now)
    client = as_member(cast.alice)
    first = client.get(reverse("activities:panel", args=[lead.pk])).content.decode()
    assert "fact &lt;44&gt;" in first
    assert "fact &lt;3&gt;" not in first
    rest = client.get(reverse("activities:panel", args=[lead.pk]), {"before": "40"}).content.decode()
    assert "fact &lt;3&gt;" in rest
    assert "<section" not in rest


def test_a_note_is_kept_once_and_stays_in_its_workspace(cast, as_member):
    lead = a_lead(cast.alice)
    url = reverse("activities:notes", args=[lead.pk])
    client = as_member(cast.alice)
    for _ in range(2):
        assert client.post(url, {"text": "Asked for Friday.", "once": "x"}).status_code == 303
    assert Activity.objects.filter(kind=Kind.NOTE).count() == 1
    assert client.get(url).status_code == 405
    assert as_member(cast.charlie).post(url, {"text": "x"}).status_code == 404
    assert as_member(cast.mara).post(url, {"text": "x"}).status_code == 403


def test_no_heading_says_again_what_the_fact_says(cast, as_member, now):
    lead = a_lead(cast.alice)
    common = {"workspace_id": lead.workspace_id, "lead": lead, "at": now}
    record(Kind.EMAIL_SENT, key="m", summary="E-mail sent: “A question”", **common)
    record(Kind.ENROLLED, key="e", summary="Default outbound", **common)
    page = as_member(cast.alice).get(reverse("activities:panel", args=[lead.pk])).content.decode()
    assert page.count("E-mail sent") == 1
    assert "Enrolled</b>: Default outbound" in page


def test_a_lead_with_five_thousand_activities_is_as_light_as_one_with_two_hundred(cast, as_member, now):
    lead = a_lead(cast.alice)
    client = as_member(cast.alice)
    addresses = [reverse("activities:panel", args=[lead.pk]) + each for each in ("", "?kind=calls", "?before=40")]
    addresses.append(reverse("leads:detail", args=[lead.pk]))
    kinds = [Kind.CALL, Kind.EMAIL_SENT, Kind.NOTE, Kind.LINKEDIN]
    asked: dict[str, list[tuple[int, int]]] = {address: [] for address in addresses}
    for begin, end in ((0, 200), (200, 5_000)):
        common = {"workspace_id": lead.workspace_id, "lead": lead, "at": now}
        record_all(fact(kinds[at % 4], key=f"f{at}", summary=f"fact {at:04}", **common) for at in range(begin, end))
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                size = len(client.get(address).content)
            asked[address].append((len(queries), size))
    for address, (few, many) in asked.items():
        assert many[0] == few[0] <= 30 and abs(many[1] - few[1]) < 2_000, address
        assert many[1] < 150_000, address
