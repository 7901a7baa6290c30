"""Words that are tried beside a step's own: dealt out, counted, judged, kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Kind, record
from leadwright.cadences import comparing, versions
from leadwright.cadences.models import Enrolment, Ruleset, Touch, Variant
from leadwright.cadences.rules import default_ruleset
from leadwright.cadences.shipped import default_cadence
from leadwright.cadences.variants import Say
from leadwright.conversations.models import Message
from tests.cadences.floor import enrolled, tick

WORDS = {"subject": "A question", "body": "{{ lead.given_name }}, who reads the temperature record?"}
A_WEEK = comparing.TIME_FOR_AN_ANSWER
NOON = timedelta(hours=4)  # all are spread over the morning


@pytest.fixture
def mail(cast, now):
    return default_cadence(cast.workspace, by=cast.dana, now=now).current.steps.filter(kind="email").first()


@pytest.fixture
def rules(cast) -> Ruleset:
    found = default_ruleset(cast.workspace)
    found.variant_minimum = 2
    found.save(update_fields=["variant_minimum"])
    return found


def people(cast, now, count: int) -> list[Enrolment]:
    return [enrolled(cast.alice, now=now, email=f"p{n}@firm{n}.example") for n in range(count)]


def test_new_prospects_are_dealt_out_and_each_touch_says_what_it_took(cast, mail, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    people(cast, now, 24)
    tick(now + NOON)
    took = Touch.objects.filter(step=mail)
    other = took.filter(variant=variant)
    assert took.count() == 24 and 4 <= other.count() <= 20
    assert set(other.values_list("message__subject", flat=True)) == {"A question"}
    assert "A question" not in set(took.filter(variant=None).values_list("message__subject", flat=True))
    assert all("who reads" in text for text in other.values_list("message__text", flat=True))


def test_a_change_of_the_cadence_goes_on_with_what_is_tried(cast, mail, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    newer = versions.edit(
        mail,
        {"name": "First mail, renamed", "subject": mail.template.subject, "body": mail.template.body},
        by=cast.dana,
        now=now,
    )
    assert comparing.used(newer.steps.get(position=mail.position)) == [variant]
    people(cast, now, 16)
    tick(now + NOON)
    assert Touch.objects.filter(variant=variant, step__version=newer).exists()


def answer(enrolment: Enrolment, at) -> None:
    """They answered well to the last mail, and that ended the cadence."""
    said = {"summary": "Yes.", "at": at, "lead": enrolment.lead, "detail": {"intent": "interested"}}
    record(Kind.EMAIL_RECEIVED, workspace_id=enrolment.lead.workspace_id, key=f"r{enrolment.pk}", **said)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="finished", ended_code="answered", ended_at=at, due_at=None)


def test_figures_count_mails_that_had_their_time_and_the_answers_to_them(cast, mail, rules, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    them = people(cast, now, 16)
    tick(now + NOON)
    of_b = list(Touch.objects.filter(variant=variant).values_list("enrolment_id", flat=True))
    answer(next(each for each in them if each.pk in of_b), now + timedelta(days=1))
    mail.refresh_from_db()
    early = comparing.compare(mail, rules, now + A_WEEK)
    assert [row.tried.mails for row in early.rows] == [0, 0] and early.opinion.say == Say.TOO_FEW
    late = comparing.compare(mail, rules, now + A_WEEK + NOON)
    figures = {row.tried.name: (row.tried.mails, row.tried.positive) for row in late.rows}
    assert figures == {"A": (16 - len(of_b), 0), "B": (len(of_b), 1)}
    assert late.opinion.say == Say.CHANCE and "could not be chance" in late.words


def test_words_that_were_changed_are_counted_anew(cast, mail, rules, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    people(cast, now, 8)
    tick(now + NOON)
    variant.template.updated_at = now + timedelta(days=3)
    variant.template.save(update_fields=["updated_at"])
    seen = comparing.compare(mail, rules, now + A_WEEK + timedelta(days=1))
    assert seen.since == now + timedelta(days=3) and [row.tried.mails for row in seen.rows] == [0, 0]


def test_what_is_kept_becomes_the_words_of_the_step_for_all_who_have_not_had_it(cast, mail, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    people(cast, now, 6)
    kept = comparing.keep(mail, variant, by=cast.dana, now=now)
    assert kept.steps.get(position=mail.position).template == variant.template
    assert not Variant.objects.used().exists() and Variant.objects.get().kept
    tick(now + NOON)
    assert set(Message.objects.values_list("subject", flat=True)) == {"A question"}


def test_what_is_left_off_reaches_nobody_more(cast, mail, now):
    variant = comparing.try_beside(mail, WORDS, by=cast.dana, now=now)
    assert comparing.leave_off(variant, by=cast.dana, now=now)
    assert not comparing.leave_off(variant, by=cast.dana, now=now)
    people(cast, now, 8)
    tick(now + NOON)
    assert not Touch.objects.exclude(variant=None).exists() and Touch.objects.filter(step=mail).count() == 8


def test_five_at_once_are_enough(cast, mail, now):
    letters = [comparing.try_beside(mail, WORDS, by=cast.dana, now=now).letter for _turn in comparing.LETTERS]
    assert letters == list("BCDE")
    with pytest.raises(comparing.Full):
        comparing.try_beside(mail, WORDS, by=cast.dana, now=now)


def test_a_manager_tries_keeps_and_leaves_off_by_the_page(cast, mail, rules, now, as_member):
    client, page = as_member(cast.dana), reverse("cadences:detail", args=[mail.version.cadence_id])
    form = reverse("cadences:variants", args=[mail.pk])
    assert mail.template.body.split("\n")[0] in client.get(form).content.decode().replace("&#x27;", "'")
    same = {"subject": mail.template.subject, "body": mail.template.body}
    assert client.post(form, same).status_code == 422 and not Variant.objects.exists()
    assert client.post(form, WORDS).status_code == 303
    variant = Variant.objects.get()
    assert "Not enough yet" in client.get(page, {"step": mail.pk}).content.decode()
    assert as_member(cast.alice).post(form, WORDS).status_code == 403
    client = as_member(cast.dana)
    client.post(reverse("cadences:choice_of_words", args=[mail.pk]), {"variant": ""})
    assert not Variant.objects.used().exists() and mail.version.cadence.current == mail.version
    client.post(form, WORDS)
    newer = Variant.objects.used().get()
    client.post(reverse("cadences:choice_of_words", args=[mail.pk]), {"variant": newer.pk})
    assert mail.version.cadence.current.steps.get(position=mail.position).template == newer.template
    assert client.post(reverse("cadences:variant_removal", args=[variant.pk])).status_code == 303
    outsider = cast.charlie
    outsider.role = "manager"
    outsider.save(update_fields=["role"])
    assert as_member(outsider).post(form, WORDS).status_code == 404
