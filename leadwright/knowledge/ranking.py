"""Which articles answer a question, and whether any does. Pure: texts in, quotes and scores out.

English is compared by meaning where the model is installed, everything else by words. A score of one half is the
border below which the answer is to abstain; the figures behind the borders are printed by `make measure`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leadwright.knowledge.courtesy import marked_questions, plainly
from leadwright.knowledge.likeness import Likeness, Model
from leadwright.knowledge.passages import Section, Text, quote, sections
from leadwright.knowledge.wordindex import WordIndex
from leadwright.knowledge.words import language, spelled, words

BORDER = 0.5
# The cosine at which about as many known questions are lost as unknown ones are answered.
SURE_OF_QUESTION = 0.515
# Against a statement shared words tell as much: by its cosine alone "can it do that" is like "it does this".
SURE_OF_STATEMENT = 0.60
WORDS_TELL, MOST_WORDS_TELL = 0.13, 2.0
# Short statements asked in quite other words have low cosines; there it tells how far the best article stands above
# the next ones. What no article answers is about as like to several.
SURE_OF_LEADER, WORDS_BESIDE, OTHERS, FEWEST_OTHERS = 0.75, 0.10, 5, 3
NEAREST = 3
NEAR = 0.2  # from here on an article has to do with what is looked for
MOST_SOURCES = 3
LONG_QUESTION = 25
MOST_LETTERS = 8000  # of a question: what comes later asks nothing new


@dataclass(frozen=True)
class Source:
    """A piece of one article, as it is written there, and how well it answers (0 to 1; from one half on it does)."""

    key: int | str
    score: float
    quote: str


@dataclass(frozen=True)
class Found:
    """The sources of an answer, best first. Of an abstention: the nearest articles, none of which answers."""

    sources: tuple[Source, ...]
    abstained: bool

    @property
    def answer(self) -> str:
        return "" if self.abstained else "\n\n".join(dict.fromkeys(source.quote for source in self.sources))


class Shelf:
    """Articles ready for questions. `known` are vectors that were kept from before, by the text that was read."""

    def __init__(self, texts: Sequence[Text], model: Model | None, known: Mapping[str, np.ndarray] | None = None):
        self._texts = list(texts)
        parts = [(at, section) for at, text in enumerate(self._texts) for section in sections(text)]
        self._owners = [at for at, _section in parts]
        self._sections = alike_in_kind([section for _at, section in parts])
        self._languages = [text.language or language(f"{text.title} {text.body[:600]}") for text in self._texts]
        self._english = np.array([self._languages[at] in {"en", ""} for at in self._owners], dtype=bool)
        self._asked = np.array([section.asked for section in self._sections], dtype=bool)
        self._named = {spelled(section.title): at for at, section in reversed(list(enumerate(self._sections)))}
        self._index = WordIndex([(section.title, section.body) for section in self._sections], self._asked)
        self._likeness = Likeness(self._sections, self._english, model, known or {}) if model else None

    def ask(self, question: str, most: int = MOST_SOURCES) -> Found:
        """The answer to the whole question; where it asks several things, to each of them. Greetings and names that
        stand around it are left aside."""
        question = plainly(question[:MOST_LETTERS])
        best = self._ranked(question)
        if not best:
            return Found((), True)
        sure = [best[0]] if best[0].score >= BORDER else []
        for part in questions_in(question):
            sure += [source for source in self._ranked(part)[:1] if source.score >= BORDER]
        kept = {source.key: source for source in reversed(sure)}  # each article once, as it was found first
        sources = [source for source in dict.fromkeys(sure) if kept.get(source.key) is source]
        return Found(tuple(sources[:most]), False) if sources else Found(tuple(best[:NEAREST]), True)

    def near(self, words_: str, most: int = NEAREST, least: float = NEAR) -> list[Source]:
        """The articles that have to do with these words, whether or not one of them answers, best first."""
        return [source for source in self._ranked(plainly(words_[:MOST_LETTERS]), most) if source.score >= least]

    def _ranked(self, question: str, most: int = NEAREST) -> list[Source]:
        """The best articles with what they say, in the question's language where one of it answers."""
        asked = spelled(question)
        if not self._sections or not asked:
            return []
        spoken = language(question)
        scores, order = self._scores(question, spoken)
        if asked in self._named:  # asked in the words of its title, be they ever so common: "How much is it?"
            scores[self._named[asked]], order[self._named[asked]] = 1.0, np.inf
        found: dict[int, int] = {}
        for at in np.argsort(-order, kind="stable")[: 10 * most]:
            found.setdefault(self._owners[at], int(at))
        places = list(found.items())[: 2 * most]
        if spoken:
            own = [place for place in places if self._languages[place[0]] == spoken and scores[place[1]] >= BORDER]
            places = own[:1] + [place for place in places if place not in own[:1]]
        sources, surest = [], 1.0
        for owner, at in places[:most]:
            surest = min(surest, max(0.0, float(scores[at])))  # none is surer than the one before it
            words_of = quote(self._sections[at].body or self._sections[at].title, question)
            sources.append(Source(self._texts[owner].key, round(surest, 4), words_of))
        return sources

    def _scores(self, question: str, spoken: str) -> tuple[np.ndarray, np.ndarray]:
        """For each section its score and what it is ordered by."""
        by_words = self._index.ask(question)
        scores = BORDER * by_words.sure
        if self._likeness is None or not _maybe_english(question, spoken) or not self._english.any():
            return scores, by_words.rank
        alike = self._likeness.ask(question, by_words.rank)
        stated = alike + WORDS_TELL * np.minimum(by_words.sure, MOST_WORDS_TELL) - SURE_OF_STATEMENT
        leads = alike + self._ahead(alike) + WORDS_BESIDE * np.minimum(by_words.sure, MOST_WORDS_TELL)
        stated = np.maximum(stated, leads - SURE_OF_LEADER)
        beyond = self._likeness.beyond(question)
        asked = alike - SURE_OF_QUESTION if beyond is None else beyond
        by_meaning = BORDER + np.where(self._asked, asked, stated)
        scores = np.where(self._english, np.where(alike > -1, by_meaning, 0.0), scores)
        # Ordered by the plain likeness: what all have in common helps to tell them apart, not to say no.
        order = np.where(self._english & self._asked & (alike > -1), BORDER + alike - SURE_OF_QUESTION, scores)
        return scores, order + 0.01 * by_words.rank

    def _ahead(self, alike: np.ndarray) -> np.ndarray:
        """How far each section of the article that is likest stands above the mean of the next articles; -1 for all
        others, and where too few articles were read to tell."""
        ahead = np.full(len(alike), -1.0)
        best = np.full(len(self._texts), -1.0)
        np.maximum.at(best, self._owners, alike)
        order = np.argsort(-best, kind="stable")
        others = best[order[1 : 1 + OTHERS]]
        others = others[others > -1]
        if len(others) >= FEWEST_OTHERS:
            own = np.array(self._owners) == order[0]
            mean = float((best[order[0]] + others.sum()) / (1 + len(others)))
            ahead[own] = alike[own] - mean
        return ahead


def alike_in_kind(parts: list[Section]) -> list[Section]:
    """Where most titles are questions, the others stand for questions too ("Deleting an account")."""
    if sum(section.asked for section in parts) * 2 <= len(parts):
        return parts
    return [replace(section, asked=True) for section in parts]


def _maybe_english(question: str, spoken: str) -> bool:
    return spoken == "en" or (not spoken and question.isascii())


def questions_in(text: str) -> list[str]:
    """The questions of a longer text, where they can stand alone; none where the text is one short question."""
    asked = [part.strip() for part in marked_questions(text)]
    asked = [part for part in asked if len(words(part)) >= 2]
    return asked if len(asked) > 1 or (asked and len(text.split()) > LONG_QUESTION) else []
