"""What the demo has learnt and been taught so far: two calls with their words, reviews, praise, a goal; paths with
lessons that were taken; practised talks; objection cards. Through the rooms' own verbs, as people would."""

from datetime import datetime, timedelta

from leadwright.coaching import reviewing
from leadwright.coaching.analysing import keep_words, measure
from leadwright.coaching.keeping import take_in
from leadwright.coaching.models import Goal, Mark, Moment, OneToOne, Question, Recording, Remark, Scorecard
from leadwright.coaching.shipped import scorecards_of
from leadwright.coaching.transcripts import Line
from leadwright.knowledge.models import Article
from leadwright.leads.models import Lead
from leadwright.market.founding import House
from leadwright.market.lessons import CALLS, OBJECTIONS, PATHS, TALKS
from leadwright.market.sounds import call as spoken
from leadwright.playbooks.models import Objection
from leadwright.team.models import Member
from leadwright.team.roles import Role
from leadwright.training import learning, practising
from leadwright.training.models import Card, Lesson, Onboarding, Topic

DAY = timedelta(days=1)


def teach(house: House, now: datetime) -> None:
    """`now` is the morning on which the visitor comes; all of it happened in the two weeks before."""
    alice, dana = house.of(Role.SDR)[0], house.of(Role.MANAGER)[0]
    rows = [Objection(workspace=house.workspace, name=name, answer=words, updated_at=now) for name, words in OBJECTIONS]
    Objection.objects.bulk_create(rows, ignore_conflicts=True)
    calls = [recorded(alice, title, turns, now - (9 - 4 * at) * DAY) for at, (title, turns) in enumerate(CALLS)]
    review(calls[0], by=alice, level=3, now=now - 8 * DAY)
    review(calls[0], by=dana, level=4, now=now - 8 * DAY)
    review(calls[1], by=dana, level=2, now=now - 4 * DAY)
    praise = "You let her finish, and she told you the cost by herself."
    remark(calls[0], Remark.Tone.PRAISE, praise, line=1, by=dana, now=now)
    otherwise = "He said it twice. Ask what he compares it with."
    remark(calls[1], Remark.Tone.CRITICISM, otherwise, line=3, by=dana, now=now)
    kept = {"workspace": house.workspace, "recording": calls[0], "by": dana, "at": now - 7 * DAY}
    moment = Moment.objects.create(topic="Finding the need", title="What does it cost you?", begins=1, ends=30, **kept)
    goal = {"figure": 55, "by_on": (now + 30 * DAY).date(), "why": "Most calls were ours rather than theirs."}
    set_by = {"set_by": dana, "set_at": now - 10 * DAY}
    Goal.objects.create(workspace=house.workspace, member=alice, measure=Goal.Measure.TALK_SHARE, **goal, **set_by)
    agreed = "Two practised talks a week. Ask what it costs them before saying a price."
    OneToOne.objects.create(workspace=house.workspace, member=alice, by=dana, agreed=agreed, at=now - 10 * DAY)
    own_articles(house, now)
    learn(house, moment, now)
    practise(alice, now)


def recorded(member: Member, title: str, turns: list[tuple[int, str]], at: datetime) -> Recording:
    """The sound is made up, so when each speaks is known and needs no listening."""
    lead = Lead.objects.filter(owner=member).order_by("pk").first()
    sound, parts, begins = spoken(turns)
    said = {"consent": Recording.Consent.ASKED, "may_teach": True, "heard_by": Recording.HeardBy.TEAM}
    recording = take_in(sound, member=member, by=member, title=title, lead=lead, now=at, recorded_at=at, **said)
    recording.speakers = [
        {"parts": each, "seconds": sum(b - a for a, b in each), "longest": max(b - a for a, b in each)}
        for each in parts
    ]
    recording.seconds, recording.sure, recording.state = max(b for each in parts for _a, b in each), 1.0, "heard"
    measure(recording)
    keep_words(recording, [Line(begin, who, words) for begin, (who, words) in zip(begins, turns, strict=True)])
    return recording


def review(recording: Recording, *, by: Member, level: int, now: datetime) -> None:
    cards = scorecards_of(recording.workspace, now=now)
    version = next(card for card in cards if card.of == Scorecard.Of.CALL).current
    marks = [marked(question, level) for question in version.questions.all()]
    reviewing.save(recording, version, marks, by=by, publish=True, now=now)


def marked(question: Question, level: int) -> Mark:
    kinds = Question.Kind
    if question.kind == kinds.RANGE:
        return Mark(question=question, number=level)
    if question.kind == kinds.YES_NO:
        return Mark(question=question, number=int(level >= 3))
    if question.kind == kinds.SINGLE:
        return Mark(question=question, chosen=[question.choices[min(len(question.choices) - 1, level // 2)]])
    if question.kind == kinds.MULTI:
        return Mark(question=question, chosen=question.choices[: level - 1])
    return Mark(question=question, words="Keep the first question. Next time ask who else decides.")


def remark(recording: Recording, tone: str, words: str, *, line: int, by: Member, now: datetime) -> None:
    at = recording.utterances.all()[line].at
    Remark.objects.create(
        workspace_id=recording.workspace_id, member=recording.member, by=by, recording=recording, seconds=at, tone=tone,
        words=words, at=min(now, recording.recorded_at + DAY),
    )  # fmt: skip


def own_articles(house: House, now: datetime) -> None:
    """Who knows which article, when each is looked at again, and one that was mended on the way."""
    who = [*house.of(Role.MANAGER)[:1], *house.of(Role.SDR)[:1], *house.of(Role.BDR)[:1], *house.of(Role.AE)[:1]]
    articles = list(Article.objects.filter(workspace=house.workspace).order_by("title"))
    for at, article in enumerate(articles):
        article.owner, article.product = who[at % len(who)], "Logger"
        article.review_on = (now + (23 * at - 5) * DAY).date()
    Article.objects.bulk_update(articles, ["owner", "product", "review_on"])
    mended = next((article for article in articles if article.title == "Support"), None)
    if mended:
        mended.body = f"{mended.body} It rings through to an engineer, not to a call centre."
        mended.keep(by=who[0], now=now - 6 * DAY)


def learn(house: House, moment: Moment, now: datetime) -> None:
    """The paths, and how far the reps have come on them."""
    by_title = {article.title: article for article in Article.objects.filter(workspace=house.workspace)}
    for name, kind, talks, lessons in PATHS:
        topic = Topic.objects.create(workspace=house.workspace, name=name, kind=kind, talks=talks)
        for day, (title, words, question, answer) in enumerate(lessons, 1):
            lesson = Lesson.objects.create(
                workspace=house.workspace, topic=topic, position=day, title=title, words=words, day=day,
                article=by_title.get(title), moment=moment if title == "A call that went well" else None,
            )  # fmt: skip
            words = answer or getattr(by_title.get(title), "body", "")
            Card.objects.create(workspace=house.workspace, lesson=lesson, question=question, answer=words[:2000])
    alice, bob = house.of(Role.SDR)[0], house.of(Role.BDR)[0]
    for member, share, grade in ((alice, 3, "good"), (bob, 2, "easy")):
        taken = Lesson.objects.filter(workspace=house.workspace, position__lte=share).order_by("topic", "position")
        for at, lesson in enumerate(taken):
            learning.take(lesson, by=member, now=now - (10 - at) * DAY)
        for at, recall in enumerate(list(learning.due(member, now=now - 2 * DAY))):
            learning.answer(recall, "hard" if at % 4 == 3 else grade, "", now=now - 2 * DAY)
    Onboarding.objects.get_or_create(member=bob, defaults={"begins_on": (now - 3 * DAY).date()})


def practise(member: Member, now: datetime) -> None:
    topic = Topic.objects.filter(workspace_id=member.workspace_id, talks__gt=0).first()
    for number, said in enumerate(TALKS):
        at = now - (5 - 2 * number) * DAY
        talk = practising.begin(member, topic=topic, seed=11 + number, now=at)
        for words in said:
            practising.say(talk, words, now=at)
        practising.end(talk, now=at)
