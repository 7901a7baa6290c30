from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from leadwright.market.companies import company
from leadwright.market.lists import as_csv, people
from leadwright.market.people import person
from leadwright.market.reactions import Touched, deal, on_answer, on_call, on_touch
from leadwright.market.sites import page

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MANY = [f"jonas.b{number}@firm{number}.example" for number in range(600)]


def touch(number: int = 1) -> Touched:
    return Touched(number, NOW, "Alice Marlowe")


def test_who_somebody_is_follows_from_seed_and_address_alone():
    forwards = [person(7, address) for address in MANY]
    backwards = [person(7, address) for address in reversed(MANY)]
    assert forwards == backwards[::-1]
    assert forwards != [person(8, address) for address in MANY]


def test_the_same_touch_gets_the_same_reaction_whatever_was_asked_before():
    first = [on_touch(person(7, address), touch(2)) for address in MANY]
    again = [on_touch(person(7, address), touch(2)) for address in reversed(MANY)]
    assert first == again[::-1]


def test_people_answer_as_rarely_as_people_do():
    told = [on_touch(person(7, address), touch(number)) for address in MANY for number in range(1, 7)]
    human = [reaction for reaction in told if reaction and not reaction.automatic]
    assert 0.03 <= len(human) / len(told) <= 0.10
    kinds = Counter(reaction.kind for reaction in human)
    assert kinds.keys() >= {"interested", "question", "objection", "meeting", "not_now", "referral", "opt_out"}


def test_people_write_at_their_desk_and_after_they_got_the_mail():
    for address in MANY:
        reaction = on_touch(person(7, address), touch())
        if reaction and not reaction.automatic:
            assert reaction.at > NOW
            assert reaction.at.weekday() < 5
            assert 7 <= reaction.at.hour < 16


def test_three_languages_are_spoken():
    assert {person(7, address).language for address in MANY} == {"en", "lt", "de"}


def test_asked_for_facts_they_give_all_five_and_say_where_they_stand():
    answers = [on_answer(person(7, address), touch(), "question") for address in MANY]
    given = [answer for answer in answers if answer]
    assert len(given) > len(MANY) / 2
    for answer in given:
        assert [code for code, _text, _strength in answer.says["evidence"]] == [
            "size",
            "industry",
            "affordability",
            "urgency",
            "fit",
        ]
        assert all(sentence in answer.text for _code, sentence, _strength in answer.says["evidence"])


def test_nobody_goes_on_after_a_no():
    assert all(on_answer(person(7, address), touch(), "opt_out") is None for address in MANY)


def test_most_calls_are_not_picked_up():
    talks = Counter(on_call(person(7, address), 1, NOW).disposition for address in MANY)
    assert (talks["voicemail"] + talks["no_answer"]) / len(MANY) > 0.5
    assert talks.keys() >= {"reached", "voicemail", "no_answer", "wrong_number", "call_back", "refused"}


def test_a_deal_goes_from_proposal_to_demo_to_an_end():
    for address in MANY[:100]:
        plan = deal(person(7, address))
        assert [stage for stage, _days in plan.moves][:2] == ["proposal", "demo"]
        assert plan.moves[2][0] in {"won", "lost"}
        assert (plan.moves[2][0] == "lost") == bool(plan.lost_reason)
        assert [days for _stage, days in plan.moves] == sorted(days for _stage, days in plan.moves)
        assert plan.amount_cents > 0


def test_the_site_of_a_company_tells_what_the_company_is():
    for number in range(40):
        firm = company(7, f"firm{number}.example")
        status, html = page(7, firm.domain, "/")
        if firm.site == "good":
            assert status == 200
            assert "application/ld+json" in html
            assert str(firm.employees) in html
        assert page(7, firm.domain, "/nothing")[0] in {404, 503}


@pytest.mark.parametrize("n", [30, 300])
def test_a_list_has_as_many_people_as_asked_for_and_some_rows_that_are_none(n):
    rows = people(n, 7)
    addresses = Counter(row[4].strip().lower() for row in rows)
    assert len(rows) > n or n < 50
    assert sum("@" in address and "@@" not in address for address in addresses) >= n
    assert as_csv(rows) == as_csv(people(n, 7))
    assert all(row[4].lower().strip().endswith(".example") or "@" not in row[4] for row in rows)


def test_answers_come_back_within_days():
    late = [on_touch(person(7, address), touch()) for address in MANY]
    assert all(reaction.at - NOW < timedelta(days=7) for reaction in late if reaction)
