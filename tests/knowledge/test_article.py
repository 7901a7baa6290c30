import pytest
from django.urls import reverse

from leadwright.knowledge.models import Answer, Article

BODY = "It lasts five years."


@pytest.fixture
def article(cast, now):
    return Article.objects.create(workspace=cast.workspace, title="Battery", body=BODY, updated_at=now)


def test_articles_are_listed_found_and_read(cast, as_member, article):
    client = as_member(cast.alice)
    assert b"Battery" in client.get(reverse("knowledge:index")).content
    assert b"Battery" in client.get(reverse("knowledge:index"), {"q": "years"}, headers={"HX-Request": "true"}).content
    assert b"Battery" not in client.get(reverse("knowledge:index"), {"q": "zebra"}).content
    assert BODY.encode() in client.get(reverse("knowledge:detail", args=[article.pk])).content


def test_articles_that_mean_what_is_looked_for_stand_below_those_that_hold_the_words(cast, as_member, article, now):
    Article.objects.create(workspace=cast.workspace, title="Kaina", body="Mėnuo kainuoja 14 eurų.", updated_at=now)
    costs = "A logger costs 14 euros a month."
    Article.objects.create(workspace=cast.workspace, title="What it costs", body=costs, updated_at=now)
    client = as_member(cast.alice)
    near = client.get(reverse("knowledge:index"), {"q": "price per month"}).content.decode()
    assert "Near in meaning" in near and costs in near and BODY not in near
    forms = client.get(reverse("knowledge:index"), {"q": "kainos"}).content.decode()
    assert "Kaina" in forms and BODY not in forms
    held = client.get(reverse("knowledge:index"), {"q": "battery"}).content.decode()
    assert "Near in meaning" not in held and "Battery" in held


def test_a_new_article_is_kept_once_for_each_title(cast, as_member, article):
    client = as_member(cast.alice)
    kept = client.post(reverse("knowledge:new"), {"title": "Price", "body": "14 euros."})
    assert kept.status_code == 303
    again = client.post(reverse("knowledge:new"), {"title": "price ", "body": "15 euros."})
    assert again.status_code == 422
    assert Article.objects.filter(title__iexact="price").count() == 1


def test_an_article_is_changed_and_removed(cast, as_member, article):
    client = as_member(cast.alice)
    client.post(reverse("knowledge:edit", args=[article.pk]), {"title": "Battery", "body": "Six years."})
    article.refresh_from_db()
    assert article.body == "Six years."
    assert client.get(reverse("knowledge:removal", args=[article.pk])).status_code == 405
    client.post(reverse("knowledge:removal", args=[article.pk]))
    assert not Article.objects.exists()


def test_an_answer_becomes_an_article(cast, as_member, now):
    answer = Answer.objects.create(
        workspace=cast.workspace, key="reply:9", question="Is it heavy?", draft="80 grams.", created_at=now
    )
    page = as_member(cast.alice).get(reverse("knowledge:new"), {"answer": answer.pk}).content
    assert b"Is it heavy?" in page
    assert b"80 grams." in page


def test_an_article_shows_what_its_marks_mean(cast, as_member, article):
    article.body = "## Cold\n\nIt lasts **three** years & <b>more</b>:\n\n- below zero"
    article.save()
    page = as_member(cast.alice).get(reverse("knowledge:detail", args=[article.pk])).content.decode()
    assert "<h2>Cold</h2>" in page
    assert "<strong>three</strong> years &amp; &lt;b&gt;more" in page
    assert "<li>below zero</li>" in page


def test_an_article_whose_review_is_due_is_listed_until_somebody_says_that_it_is_still_true(
    cast, as_member, article, now
):
    today = cast.alice.local(now).date()
    article.review_on = today
    article.owner = cast.bob
    article.save()
    client = as_member(cast.alice)
    asks = b"Are they still true?"
    assert asks in client.get(reverse("knowledge:index")).content
    assert asks not in client.get(reverse("knowledge:index"), {"q": "years"}).content
    assert client.get(reverse("knowledge:review", args=[article.pk])).status_code == 405
    for _twice in range(2):
        assert client.post(reverse("knowledge:review", args=[article.pk])).status_code == 303
    article.refresh_from_db()
    assert article.review_on > today
    assert asks not in client.get(reverse("knowledge:index")).content
    assert not article.versions.exists()
    assert as_member(cast.mara).post(reverse("knowledge:review", args=[article.pk])).status_code == 403


@pytest.mark.parametrize("name", ["detail", "edit", "removal", "review"])
def test_another_workspace_finds_nothing(cast, as_member, article, name):
    client = as_member(cast.charlie)
    assert client.post(reverse(f"knowledge:{name}", args=[article.pk])).status_code in {404, 405}
    assert client.get(reverse(f"knowledge:{name}", args=[article.pk])).status_code in {404, 405}
    assert Article.objects.count() == 1


def test_marketing_reads_and_does_not_write(cast, as_member, article):
    client = as_member(cast.mara)
    assert b'data-key="n"' not in client.get(reverse("knowledge:index")).content
    assert b'data-key="e"' not in client.get(reverse("knowledge:detail", args=[article.pk])).content
    assert client.get(reverse("knowledge:detail", args=[article.pk])).status_code == 200
    assert client.post(reverse("knowledge:edit", args=[article.pk]), {"title": "x", "body": "y"}).status_code == 403
