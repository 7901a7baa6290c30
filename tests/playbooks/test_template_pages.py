import pytest
from django.urls import reverse

from leadwright.playbooks.models import Template
from leadwright.research.models import Brief
from tests.cast import a_lead

GOOD = {"name": "First", "use": "email", "subject": "About {{ company.name }}", "body": "Hello {{ lead.given_name }},"}


@pytest.fixture
def template(cast, now):
    return Template.objects.create(workspace=cast.workspace, updated_at=now, **GOOD)


def test_a_template_is_kept_listed_and_changed(cast, as_member):
    client = as_member(cast.alice)
    assert client.post(reverse("playbooks:new"), GOOD).status_code == 303
    template = Template.objects.get(name="First")
    assert b"First" in client.get(reverse("playbooks:index")).content
    client.post(reverse("playbooks:edit", args=[template.pk]), {**GOOD, "body": "Dear {{ lead.given_name }},"})
    template.refresh_from_db()
    assert template.body.startswith("Dear")
    client.post(reverse("playbooks:removal", args=[template.pk]))
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "{{ lead.salary }}",
        "{% for a in b %}x{% endfor %}",
        "{{ lead.__class__ }}",
        "{{ settings }}",
        "{{ lead.given_name",
    ],
)
def test_a_template_that_could_not_be_sent_is_refused(cast, as_member, body):
    assert as_member(cast.alice).post(reverse("playbooks:new"), {**GOOD, "body": body}).status_code == 422
    assert not Template.objects.exists()


def test_the_preview_shows_the_words_or_names_what_is_missing(cast, as_member, now):
    lead = a_lead(cast.alice)
    Brief.objects.create(lead=lead, need="a record", updated_at=now)
    client = as_member(cast.alice)
    seen = client.post(reverse("playbooks:preview"), {"lead": lead.pk, **GOOD}).content.decode()
    assert "About Pieno Kelias" in seen
    assert "Hello Rūta," in seen
    gap = client.post(reverse("playbooks:preview"), {"lead": lead.pk, "body": "{{ brief.gap }}"}).content.decode()
    assert "brief.gap" in gap


def test_another_workspace_sees_neither_template_nor_lead(cast, as_member, template):
    client = as_member(cast.charlie)
    lead = a_lead(cast.alice)
    assert client.get(reverse("playbooks:edit", args=[template.pk])).status_code == 404
    assert client.post(reverse("playbooks:removal", args=[template.pk])).status_code == 404
    assert client.post(reverse("playbooks:preview"), {"lead": lead.pk, **GOOD}).status_code == 404
    assert as_member(cast.mara).get(reverse("playbooks:index")).status_code == 403
