from django.urls import reverse

from leadwright.activities.models import Activity, Kind, record
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
