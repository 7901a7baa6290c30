"""Finding the article that answers. StackFAQ's questions in people's own other words, each against all articles, and
against all but its own: then the answer is to abstain. Lithuanian questions and articles are the project's own."""

import json
from collections.abc import Iterator
from pathlib import Path

from leadwright.knowledge.meaning import installed
from leadwright.knowledge.passages import Text, sentences
from leadwright.knowledge.ranking import Found, Shelf
from leadwright.knowledge.shipped import ARTICLES
from measure.figure import Figure

Case = tuple[list[Text], list[tuple[str, str]], list[str]]
OWN = Path(__file__).resolve().parents[1] / "tests" / "knowledge"
LITHUANIAN, PRODUCT = OWN / "lithuanian.json", OWN / "product_questions.json"
FAQS = OWN / "faqs"  # terse lists of many trades in two languages, half of them held out; three asked in far words
TRADES = OWN / "trades"  # lists of six trades, each article asked in nearby words, in others, and by what happened
HARDNESS = ("easy", "medium", "hard")
DOMAINS = OWN / "other_domains.json"  # short articles asked in quite other words, by domain


def figures(data: Path) -> Iterator[Figure]:
    faq = json.loads((data / "faq_stackfaq" / "faq.json").read_text())
    texts = [Text(at, one["question"], "\n\n".join(one["answer"]), asked=True) for at, one in enumerate(faq)]
    asked = [(words, at) for at, one in enumerate(faq) for words in one["rephr"] if len(words) > 1]
    for model, how in ((installed(), "with the model"), (None, "by words alone")):
        yield from of_set("faq_stackfaq", how, texts, asked, model)
    yield from of_product()
    for name, rows in json.loads(DOMAINS.read_text()).items():
        texts = [Text(at, title, body) for at, (title, body, _asked) in enumerate(rows)]
        asked = [(words, at) for at, row in enumerate(rows) for words in row[2]]
        yield from of_set(f"{name} (own)", "with the model", texts, asked, installed())
    for use in ("tuned", "held out"):
        yield from of_faqs(f"terse FAQs, {use} (own)", "with the model", faqs(use, "en"), installed())
        yield from of_faqs(f"terse FAQs, {use} (own)", "by words alone", faqs(use, "en"), None)
        yield from of_faqs(f"terse FAQs, {use}, Lithuanian (own)", "by words", faqs(use, "lt"), None)
        yield from of_trades(use)
    for spoken, model in (("en", installed()), ("en", None), ("lt", None)):
        how = "with the model" if model else "by words"
        yield from of_faqs(f"FAQs asked in quite other words, {spoken} (own)", how, faqs("far", spoken), model)
    own = json.loads(LITHUANIAN.read_text())
    texts = [Text(at, one["question"], one["answer"]) for at, one in enumerate(own)]
    yield from of_set("lithuanian (own)", "by words", texts, [(one["asked"], at) for at, one in enumerate(own)], None)


def of_product() -> Iterator[Figure]:
    """The demo's articles, which state things, asked what they say and what they do not say."""
    shelf = Shelf([Text(title, title, body) for title, body in ARTICLES.items()], installed())
    found = [(shelf.ask(one["asked"]), one["title"]) for one in json.loads(PRODUCT.read_text())]
    known = [one for one in found if one[1]]
    right = sum(not one.abstained and one.sources[0].key == title for one, title in known)
    yield Figure("product (own)", "answered from the right article, with the model", right, len(known))
    silent = sum(one.abstained for one, title in found if title is None)
    yield Figure("product (own)", "abstained where no article answers", silent, len(found) - len(known))


def faqs(use: str, spoken: str) -> list[Case]:
    """Of each list its articles, the questions with the article that answers each, and those that none answers."""
    found = []
    for file in sorted(FAQS.glob("*.json")):
        kept = json.loads(file.read_text())
        if (kept["use"], kept["language"]) == (use, spoken):
            texts = [Text(one["id"], one["question"], one["answer"], asked=True) for one in kept["articles"]]
            asked = [(words, one["id"]) for one in kept["articles"] for words in one["asked"]]
            found.append((texts, asked, kept["outside"]))
    return found


def of_trades(use: str) -> Iterator[Figure]:
    for spoken, model, how in (
        ("en", installed(), "with the model"),
        ("en", None, "by words alone"),
        ("lt", None, "by words, Lithuanian"),
    ):
        lists = [json.loads(file.read_text()) for file in sorted(TRADES.glob("*.json"))]
        lists = [kept for kept in lists if (kept["use"], kept["language"]) == (use, spoken)]
        for hardness in HARDNESS:
            cases = [in_these_words(kept, hardness) for kept in lists]
            yield from of_faqs(f"trades, {use}, {hardness} (own)", how, cases, model)


def in_these_words(kept: dict, hardness: str) -> Case:
    texts = [Text(one["id"], one["question"], one["answer"], asked=True) for one in kept["articles"]]
    return texts, [(one[hardness], one["id"]) for one in kept["articles"]], kept["outside"]


def of_faqs(name: str, how: str, cases: list[Case], model) -> Iterator[Figure]:
    first = wrong = silent = without = beside = asked_in_all = outside_in_all = 0
    for texts, asked, outside in cases:
        shelf = Shelf(texts, model)
        found = [(shelf.ask(question), key) for question, key in asked]
        first += sum(bool(one.sources) and one.sources[0].key == key for one, key in found)
        wrong += sum(not one.abstained and one.sources[0].key != key for one, key in found)
        silent += sum(one.abstained for one, _key in found)
        without += silent_without(texts, asked, model)
        beside += sum(shelf.ask(question).abstained for question in outside)
        asked_in_all, outside_in_all = asked_in_all + len(asked), outside_in_all + len(outside)
    yield Figure(name, f"right article first, {how}", first, asked_in_all, f"{wrong} answered from a wrong one")
    yield Figure(name, f"abstained though an article answers, {how}", silent, asked_in_all, "to be low")
    yield Figure(name, f"abstained, its article taken out, {how}", without, asked_in_all)
    yield Figure(name, f"abstained, about something else, {how}", beside, outside_in_all)


def of_set(name: str, how: str, texts: list[Text], asked: list[tuple[str, int]], model) -> Iterator[Figure]:
    shelf = Shelf(texts, model)
    found = [(shelf.ask(question), at) for question, at in asked]
    right = sum(bool(one.sources) and one.sources[0].key == at for one, at in found)
    wrong = sum(not one.abstained and one.sources[0].key != at for one, at in found)
    yield Figure(name, f"right article first, {how}", right, len(found), f"{wrong} answered from a wrong one")
    silent = sum(one.abstained for one, _at in found)
    yield Figure(name, f"abstained though an article answers, {how}", silent, len(found), "to be low")
    yield Figure(name, f"abstained, its article taken out, {how}", silent_without(texts, asked, model), len(asked))
    bodies = {text.key: f"{text.title}\n{text.body}" for text in texts}
    said = [(one, sentence) for one, _at in found for sentence in sentences(one.answer)]
    stand = sum(stands(one, sentence, bodies) for one, sentence in said)
    yield Figure(name, f"sentences of answers found in their sources, {how}", stand, len(said))


def silent_without(texts: list[Text], asked: list[tuple[str, int]], model) -> int:
    silent = 0
    for gone in texts:
        shelf = Shelf([text for text in texts if text.key != gone.key], model)
        silent += sum(shelf.ask(question).abstained for question, at in asked if at == gone.key)
    return silent


def stands(found: Found, sentence: str, bodies: dict) -> bool:
    return any(sentence in bodies[source.key] for source in found.sources)
