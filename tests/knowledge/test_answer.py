from leadwright.knowledge.answering import draft_answer, search
from leadwright.knowledge.models import Answer, Article
from leadwright.knowledge.shipped import shipped_articles
from tests.cast import a_lead


def test_a_draft_names_its_source_and_is_made_once(cast, now):
    shipped_articles(cast.workspace, now)
    lead = a_lead(cast.alice)
    asked = {"workspace_id": cast.workspace.pk, "lead": lead, "key": "reply:1", "now": now}
    answer = draft_answer(question="Does it keep records where there is no signal?", **asked)
    again = draft_answer(question="Another question", **asked)
    assert answer == again
    assert [article.title for article in answer.sources.all()][0] == "Records where there is no signal"
    assert "60 days" in answer.draft


def test_it_abstains_when_it_does_not_know(cast, now):
    shipped_articles(cast.workspace, now)
    answer = draft_answer(
        workspace_id=cast.workspace.pk, question="Do you sponsor football?", lead=None, key="reply:2", now=now
    )
    assert answer.draft == ""
    assert not answer.sources.exists()


def test_articles_of_another_workspace_are_never_quoted(cast, now):
    shipped_articles(cast.elsewhere, now)
    answer = draft_answer(
        workspace_id=cast.workspace.pk, question="How long does the battery last?", lead=None, key="reply:3", now=now
    )
    assert answer.draft == ""


def test_hostile_questions_are_only_words(cast, now):
    shipped_articles(cast.workspace, now)
    for at, question in enumerate(
        ["' | !! & <-> :* \\", "a:* | b & !c'); drop table x; --", "\x00 battery", "(" * 500]
    ):
        question = question.replace("\x00", "")
        draft_answer(workspace_id=cast.workspace.pk, question=question, lead=None, key=f"reply:h{at}", now=now)
    assert Answer.objects.count() == 4


def test_shipping_the_articles_twice_is_once(cast, now):
    assert len(shipped_articles(cast.workspace, now)) == len(shipped_articles(cast.workspace, now))
    assert Article.objects.filter(workspace=cast.workspace).count() == 12
    assert search(Article.objects.all(), "calibration").first().title == "Standards and calibration"
