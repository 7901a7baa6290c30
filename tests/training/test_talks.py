import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.training import learning, practising
from leadwright.training.lines import LINES
from leadwright.training.listening import heard
from leadwright.training.models import Talk, Topic
from leadwright.training.personas import TEMPERS, persona
from leadwright.training.rubric import CRITERIA, judged
from leadwright.training.talking import MOST_TURNS, talk

GOOD = [
    "Good morning, Alice of Northmark. You deliver chilled goods. How do you record the temperature on the way?",
    "Why has it stayed like that?",
    "What does that cost you when it happens?",
    "I understand. What would it have to do so that it pays for itself?",
    "Who else decides about this?",
    "When should it run?",
    "I see your point. What made it fail last time, and how would you notice that it works?",
    "What budget have you set aside?",
    "Shall we look at it together in a demo on Thursday at 10:00?",
]
GOOD_LT = [
    "Laba diena, čia Alisa iš Northmark. Vežate šaldytas prekes. Kaip šiandien fiksuojate temperatūrą kelyje?",
    "Kodėl taip yra iki šiol?",
    "Kiek jums tai kainuoja, kai taip nutinka?",
    "Suprantu jus. Ką tai turėtų duoti, kad atsipirktų?",
    "Kas dar apie tai sprendžia?",
    "Iki kada tai turėtų veikti?",
    "Suprantu. Kas praėjusį kartą nepavyko ir iš ko pamatytumėte, kad veikia?",
    "Kokį biudžetą esate numatę?",
    "Gal susitinkame ir parodysiu tai ketvirtadienį 10:00?",
]
BAD_LT = [
    "Mūsų sistema yra pirmaujanti ir viską įrašo. Siūlome nuolaidą.",
    "Mūsų sprendimas geriausias rinkoje.",
    "Gal susitinkame antradienį?",
    "Mūsų produktas pigiausias, siūlome geriausią kainą.",
    "Mūsų jutikliai geriausi.",
]
BAD = [
    "Our platform is the leading one and it records everything. We offer a discount.",
    "Our solution has an open API and our portal is best in class.",
    "Shall we meet on Tuesday?",
    "We have the best price, our product is the leading one.",
    "Our loggers are the best.",
]


@pytest.mark.parametrize("seed", range(25))
def test_who_asks_and_listens_gets_a_meeting_and_who_pitches_does_not(seed):
    well, badly = judged(persona(seed), GOOD), judged(persona(seed), BAD)
    assert well.outcome == "agreed"
    assert badly.outcome != "agreed"
    assert well.percent >= 85
    assert badly.percent <= 30
    assert any(criterion == "need" and not good for _turn, good, criterion in badly.moments)
    assert set(well.marks) == set(CRITERIA)


@pytest.mark.parametrize("seed", range(12))
def test_a_talk_in_lithuanian_goes_by_the_same_rules(seed):
    well, badly = judged(persona(seed, "lt"), GOOD_LT), judged(persona(seed, "lt"), BAD_LT)
    assert well.outcome == "agreed"
    assert badly.outcome != "agreed"
    assert well.percent >= 85
    assert badly.percent <= 30


def test_both_languages_say_the_same_things():
    english, lithuanian = LINES["en"], LINES["lt"]
    assert english.says.keys() == lithuanian.says.keys()
    assert english.needs.keys() == lithuanian.needs.keys()
    assert english.concerns.keys() == lithuanian.concerns.keys()
    assert english.openings.keys() == lithuanian.openings.keys() == TEMPERS.keys()
    assert (persona(7).vehicles, persona(7).temper) == (persona(7, "lt").vehicles, persona(7, "lt").temper)


def test_a_talk_is_practised_in_the_language_that_was_chosen(cast, as_member):
    page = as_member(cast.alice)
    page.post(reverse("training:talks"), {"language": "lt"})
    talk = Talk.objects.get(member=cast.alice)
    shown = page.get(reverse("training:talk", args=[talk.pk]))
    person = persona(talk.seed, "lt")
    assert person.lines.openings[person.temper].format(name=person.name) in shown.content.decode()
    practising.end(talk, now=talk.began_at)
    page.post(reverse("training:talks"), {"language": "xx"})
    assert Talk.objects.latest("pk").language == "en"


def test_a_concern_that_is_passed_over_comes_again_and_costs_patience():
    person = persona(1)
    passed_over = [*GOOD[:3], "Our portal is good.", "Our portal is good."]
    answers, standing = talk(person, passed_over)
    assert "You did not answer me" in answers[3]
    assert (3, False, "concern") in standing.moments
    assert judged(person, passed_over).marks["concern"] == 0


@pytest.mark.parametrize(
    ("said", "asked", "step"),
    [
        ("How do you record temperatures today?", ("need",), False),
        ("Who decides about this?", ("decides",), False),
        ("What does it cost you when a load is refused?", ("cost",), False),
        ("Kas dar sprendžia?", ("decides",), False),
        ("Ką tai jums kainuoja per metus?", ("cost",), False),
        ("Kas dar priima sprendimą ir ar yra tam biudžetas?", ("decides", "money"), False),
        ("Who signs and what is the budget?", ("decides", "money"), False),
        ("Could we meet on Thursday at 10:00?", (), True),
        ("I will call you again.", (), False),
        ("", (), False),
    ],
)
def test_what_a_rep_says_is_understood(said, asked, step):
    found = heard(said)
    assert (found.asked, found.step) == (asked, step)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.lists(st.text(max_size=60) | st.sampled_from(GOOD + BAD), max_size=MOST_TURNS + 3))
def test_any_talk_ends_and_is_the_same_each_time(seed, said):
    person = persona(seed)
    answers, standing = talk(person, said)
    assert talk(person, said)[0] == answers
    assert all(answers)
    assert len(answers) <= MOST_TURNS
    assert standing.outcome or len(said) < MOST_TURNS
    assert 0 <= judged(person, said).percent <= 100


def test_a_talk_is_had_turn_by_turn_judged_and_counted_for_its_path(cast, as_member, now):
    topic = Topic.objects.create(workspace=cast.workspace, name="First calls", kind="craft", talks=1)
    alice = as_member(cast.alice)
    begun = alice.post(reverse("training:talks"), {"topic": topic.pk})
    had = Talk.objects.get()
    assert begun["Location"] == reverse("training:talk", args=[had.pk])
    assert learning.ready(cast.alice, [topic], now=now)[topic.pk] == 0
    for words in GOOD:
        assert alice.post(reverse("training:turns", args=[had.pk]), {"said": words}).status_code == 303
    had.refresh_from_db()
    assert (had.outcome, had.topic) == ("agreed", topic)
    assert learning.ready(cast.alice, [topic], now=now)[topic.pk] == had.percent / 100 >= 0.85
    page = alice.get(reverse("training:talk", args=[had.pk])).content.decode()
    assert "Agreed a next step with its day" in page and "How it went" in page
    alice.post(reverse("training:turns", args=[had.pk]), {"said": "One more thing."})
    assert had.turns.count() == len(GOOD)


def test_nobody_reads_the_talks_of_others_but_their_manager(cast, as_member, now):
    had = practising.begin(cast.alice, topic=None, seed=3, now=now)
    address = reverse("training:talk", args=[had.pk])
    assert as_member(cast.bob).get(address).status_code == 404
    assert as_member(cast.charlie).get(address).status_code == 404
    assert as_member(cast.dana).get(address).status_code == 200
    assert as_member(cast.dana).post(reverse("training:turns", args=[had.pk]), {"said": "Hi"}).status_code == 404


def test_a_talk_that_is_broken_off_is_judged_once(cast, now):
    had = practising.begin(cast.alice, topic=None, seed=3, now=now)
    assert practising.begin(cast.alice, topic=None, seed=4, now=now) == had
    practising.say(had, GOOD[0], now=now)
    practising.end(had, now=now)
    practising.end(had, now=now)
    had.refresh_from_db()
    assert (had.outcome, had.marks["need"]) == ("broken", 2)
