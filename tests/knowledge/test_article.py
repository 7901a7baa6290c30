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


@pytest.mark.parametrize("name", ["detail", "edit", "removal"])
def test_another_workspace_finds_nothing(cast, as_member, article, name):
    client = as_member(cast.charlie)
    assert client.post(reverse(f"knowledge:{name}", args=[article.pk])).status_code in {404, 405}
    assert client.get(reverse(f"knowledge:{name}", args=[article.pk])).status_code in {404, 405}
    assert Article.objects.count() == 1


def test_marketing_reads_and_does_not_write(cast, as_member, article):
    client = as_member(cast.mara)
    assert client.get(reverse("knowledge:detail", args=[article.pk])).status_code == 200
    assert client.post(reverse("knowledge:edit", args=[article.pk]), {"title": "x", "body": "y"}).status_code == 403
