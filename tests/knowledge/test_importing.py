import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leadwright.knowledge.bookcase import Unreadable, of_markdown
from leadwright.knowledge.importing import papers, take_in
from leadwright.knowledge.models import Article

MARKDOWN = "---\ntitle: Battery\nproduct: Logger\nlanguage: en\nreview: 2027-01-31\n---\nIt lasts five years.\n"


def test_a_markdown_file_says_its_title_in_its_head_its_heading_or_its_name():
    assert of_markdown(MARKDOWN, "a.md").text.title == "Battery"
    assert of_markdown("# Price\n\n14 euros.", "a.md").text.title == "Price"
    assert of_markdown("14 euros.", "what-it_costs.md").text.title == "what it costs"


def test_an_import_makes_mends_and_leaves_articles(cast, now):
    first = take_in(papers("battery.md", MARKDOWN.encode()), by=cast.alice, now=now)
    again = take_in(papers("battery.md", MARKDOWN.encode()), by=cast.alice, now=now)
    mended = take_in(papers("battery.md", MARKDOWN.replace("five", "six").encode()), by=cast.bob, now=now)
    assert [(one.created, one.changed, one.same) for one in (first, again, mended)] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    article = Article.objects.get()
    assert (article.product, article.language, str(article.review_on)) == ("Logger", "en", "2027-01-31")
    assert article.owner == cast.alice
    assert [version.by for version in article.versions.order_by("number")] == [cast.alice, cast.bob]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("faq.json", json.dumps([{"question": "How heavy is it?", "answer": "80 grams."}])),
        ("faq.csv", "answer;question\n80 grams.;How heavy is it?\n"),
    ],
)
def test_a_table_of_questions_and_answers_becomes_articles(cast, as_member, name, content):
    file = SimpleUploadedFile(name, content.encode())
    page = as_member(cast.alice).post(reverse("knowledge:imports"), {"files": file})
    assert page.status_code == 200
    article = Article.objects.get()
    assert (article.title, article.body) == ("How heavy is it?", "80 grams.")


def test_what_cannot_be_taken_is_named(cast, as_member, now):
    client = as_member(cast.alice)
    assert client.post(reverse("knowledge:imports"), {}).status_code == 422
    page = client.post(reverse("knowledge:imports"), {"files": SimpleUploadedFile("a.exe", b"MZ")})
    assert page.status_code == 422
    assert "a.exe" in page.content.decode()
    report = take_in(papers("faq.csv", b"question,answer\nEmpty?,\n"), by=cast.alice, now=now)
    assert "Empty?" in report.refused[0]
    with pytest.raises(Unreadable):
        papers("faq.csv", b"a,b\n1,2\n")


def test_a_whole_folder_is_more_than_a_hundred_files(cast, as_member):
    files = [SimpleUploadedFile(f"{at}.md", f"# Article {at}\n\nWords.".encode()) for at in range(120)]
    page = as_member(cast.alice).post(reverse("knowledge:imports"), {"files": files})
    assert "120 new" in page.content.decode()
    assert Article.objects.count() == 120
