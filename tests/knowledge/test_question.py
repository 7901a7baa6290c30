import pytest
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.knowledge.answering import ask_marked, draft_answer, find
from leadwright.knowledge.gaps import gaps
from leadwright.knowledge.marked import marked
from leadwright.knowledge.meaning import installed
from leadwright.knowledge.models import Answer, Article
from leadwright.knowledge.shipped import shipped_articles
from tests.cast import a_lead, a_mailbox
from tests.qualification.stage import a_reply

QUESTION = "Can the logger measure humidity too?"
WRITTEN = "The model H2 measures humidity from 0 to 100 percent."


@pytest.fixture
def asked(cast, now):
    shipped_articles(cast.workspace, now)
    Article.objects.filter(title="Records where there is no signal").update(owner=cast.dana)
    lead = a_lead(cast.alice)
    return draft_answer(workspace_id=cast.workspace.pk, question=QUESTION, lead=lead, key="reply:1", now=now)


def test_a_question_that_no_article_answers_goes_to_a_colleague_and_their_answer_becomes_an_article(
    cast, as_member, asked, now
):
    assert asked.draft == ""
    alice = as_member(cast.alice)
    assert QUESTION in alice.get(reverse("knowledge:questions")).content.decode()
    done = alice.post(reverse("knowledge:colleague", args=[asked.pk]), {"member": cast.erin.pk})
    assert done.status_code == 303
    erin = as_member(cast.erin)
    assert "You are asked" in erin.get(reverse("knowledge:index")).content.decode()
    page = erin.get(reverse("knowledge:question", args=[asked.pk])).content.decode()
    assert page.index("Alice Marlowe asks you.") < page.index("Who knows?")
    said = {"text": WRITTEN, "kept": "new", "title": "Humidity"}
    assert erin.post(reverse("knowledge:answer", args=[asked.pk]), said).status_code == 303
    asked.refresh_from_db()
    assert (asked.draft, asked.written_by) == (WRITTEN, cast.erin)
    assert [article.title for article in asked.sources.all()] == ["Humidity"]
    again = find(cast.workspace.pk, "Does it measure humidity as well?")
    assert again.answer == WRITTEN
    assert Activity.objects.filter(lead=asked.lead, key__startswith=f"answer:{asked.pk}").count() == 2


def test_nobody_is_proposed_to_ask_themselves(cast, as_member, asked):
    address, colleague = [reverse(f"knowledge:{name}", args=[asked.pk]) for name in ("question", "colleague")]
    assert "owns the nearest article" in as_member(cast.alice).get(address).content.decode()
    dana = as_member(cast.dana)
    page = dana.get(address).content.decode()
    assert "owns the nearest article" not in page and f'value="{cast.dana.pk}"' not in page
    assert dana.post(colleague, {"member": cast.dana.pk}).status_code == 422


def test_what_waits_in_the_inbox_takes_no_place_of_what_is_asked(cast, as_member, asked, now):
    a_reply(asked.lead, a_mailbox(cast.alice))
    as_member(cast.dana).post(reverse("knowledge:colleague", args=[asked.pk]), {"member": cast.alice.pk})
    page = as_member(cast.alice).get(reverse("knowledge:index")).content.decode()
    assert page.index("You are asked") < page.index("Records where there is no signal")
    assert "data-waiting-replies>1<" in page


def test_an_answer_mends_an_article_which_keeps_its_earlier_words(cast, as_member, asked):
    article = Article.objects.get(title="Alarms")
    before = article.body
    said = {"text": WRITTEN, "kept": "mend", "mends": article.pk}
    as_member(cast.bob).post(reverse("knowledge:answer", args=[asked.pk]), said)
    article.refresh_from_db()
    assert article.body.endswith(WRITTEN)
    assert [version.body for version in article.versions.order_by("number")] == [before, article.body]


def test_a_question_is_answered_once(cast, as_member, asked):
    said = {"text": WRITTEN, "kept": "no"}
    client = as_member(cast.bob)
    assert client.post(reverse("knowledge:answer", args=[asked.pk]), said).status_code == 303
    assert client.post(reverse("knowledge:answer", args=[asked.pk]), {**said, "text": "No."}).status_code == 422
    assert client.post(reverse("knowledge:colleague", args=[asked.pk]), {"member": cast.erin.pk}).status_code == 422
    asked.refresh_from_db()
    assert asked.draft == WRITTEN
    assert not asked.sources.exists()


def test_who_may_know_is_proposed_and_nobody_of_another_workspace_is_asked(cast, as_member, asked):
    client = as_member(cast.alice)
    client.post(reverse("knowledge:colleague", args=[asked.pk]), {"member": cast.charlie.pk})
    asked.refresh_from_db()
    assert asked.asked_of is None
    client = as_member(cast.charlie)
    assert client.get(reverse("knowledge:question", args=[asked.pk])).status_code == 404
    assert client.post(reverse("knowledge:answer", args=[asked.pk]), {"text": "x", "kept": "no"}).status_code == 404


@pytest.mark.parametrize(
    "said", [{"text": "", "kept": "no"}, {"text": "x", "kept": "new"}, {"text": "x", "kept": "mend"}]
)
def test_an_answer_that_says_too_little_is_shown_again(cast, as_member, asked, said):
    assert as_member(cast.bob).post(reverse("knowledge:answer", args=[asked.pk]), said).status_code == 422
    assert Answer.objects.get(pk=asked.pk).draft == ""


@pytest.mark.parametrize("by_meaning", [True, False])
def test_gaps_are_counted_by_meaning_and_the_most_asked_comes_first(by_meaning):
    questions = [
        (4, "Ar turite biurą Ispanijoje?"),
        (3, "Can it measure humidity?"),
        (2, "Does your office in Spain answer calls?"),
        (1, "Can it measure the humidity of air?"),
    ]
    found = gaps(questions, installed() if by_meaning else None)
    assert found[0].keys == [3, 1]
    assert found[0].question == "Can it measure humidity?"
    assert sum(gap.times for gap in found) == 4


def test_a_rep_asks_and_gets_the_articles_answer_with_its_source(cast, as_member, now):
    shipped_articles(cast.workspace, now)
    alice = as_member(cast.alice)
    done = alice.post(reverse("knowledge:ask"), {"question": "How long does the battery last?"})
    assert done.status_code == 303
    [made] = Answer.objects.filter(asker=cast.alice)
    page = alice.get(done["Location"]).content.decode()
    assert "five years" in page
    assert [article.title for article in made.sources.all()] == ["Battery"]
    assert alice.post(reverse("knowledge:ask"), {"question": " "}).status_code == 422
    assert "How long does the battery last?" in alice.get(reverse("knowledge:ask")).content.decode()


def test_a_draft_that_does_not_answer_is_set_aside_and_goes_to_who_knows(cast, as_member, now):
    shipped_articles(cast.workspace, now)
    asked = draft_answer(
        workspace_id=cast.workspace.pk, question="How long does the battery last?", lead=None, key="x", now=now
    )
    alice = as_member(cast.alice)
    assert alice.post(reverse("knowledge:setting_aside", args=[asked.pk])).status_code == 303
    asked.refresh_from_db()
    assert (asked.draft, asked.sources.count()) == ("", 0)
    assert alice.post(reverse("knowledge:colleague", args=[asked.pk]), {"member": cast.erin.pk}).status_code == 303
    alice.post(reverse("knowledge:answer", args=[asked.pk]), {"text": WRITTEN, "kept": "no"})
    assert alice.post(reverse("knowledge:setting_aside", args=[asked.pk])).status_code == 422


@pytest.mark.parametrize(
    ("note", "questions"),
    [
        ("Likes it ??Does it measure humidity? Call on Monday.", ["Does it measure humidity?"]),
        ("?? price in Norway", ["price in Norway"]),
        ("Q: Is there an API\nK: Ar matuoja drėgmę?", ["Is there an API", "Ar matuoja drėgmę?"]),
        ("??One? and ??Two? and ??One?", ["One?", "Two?"]),
        ("Really? No ???", []),
        ("", []),
    ],
)
def test_questions_are_marked_in_a_note(note, questions):
    assert marked(note) == questions


def test_a_question_marked_in_the_note_of_a_call_is_asked_once(cast, now):
    lead = a_lead(cast.alice)
    note = "Likes it ??Does it measure humidity?"
    for _turn in range(2):
        [asked] = ask_marked(note, lead=lead, asker=cast.alice, key="task:7", now=now)
    assert (asked.question, asked.lead, asked.draft) == ("Does it measure humidity?", lead, "")
    assert Answer.objects.count() == 1
