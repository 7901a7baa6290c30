"""Work that is asked for at the same time is done at once, and each gets its own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from leadwright.kit.together import Together


def test_who_waits_goes_together_with_the_next():
    sizes, first = [], threading.Event()

    def work(asks: list[int]) -> list[int]:
        sizes.append(len(asks))
        if len(sizes) == 1:
            first.set()
            assert go_on.wait(10)
        return [ask * 2 for ask in asks]

    go_on, together = threading.Event(), Together(work)
    with ThreadPoolExecutor(8) as threads:
        alone = threads.submit(together, 0)
        assert first.wait(10)
        others = [threads.submit(together, n) for n in range(1, 8)]
        while len(together._waiting) < 7:
            threading.Event().wait(0.001)
        go_on.set()
        assert [each.result(10) for each in [alone, *others]] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert sizes == [1, 7]


def test_an_error_is_only_whose_it_is():
    started, go_on = threading.Event(), threading.Event()

    def work(asks: list[int]) -> list[int]:
        if asks == [0]:
            started.set()
            assert go_on.wait(10)
        if 3 in asks:
            raise ValueError("not three")
        return asks

    together = Together(work)
    with ThreadPoolExecutor(5) as threads:
        held = threads.submit(together, 0)
        assert started.wait(10)
        others = {n: threads.submit(together, n) for n in (1, 2, 3)}
        while len(together._waiting) < 3:
            threading.Event().wait(0.001)
        go_on.set()
        assert (held.result(10), others[1].result(10), others[2].result(10)) == (0, 1, 2)
        with pytest.raises(ValueError, match="not three"):
            others[3].result(10)


def test_who_hands_in_goes_on_and_the_one_at_work_does_it_too():
    done, started, go_on = [], threading.Event(), threading.Event()

    def work(asks: list[int]) -> list[int]:
        if asks == [0]:
            started.set()
            assert go_on.wait(10)
        done.extend(asks)
        return [ask * 2 for ask in asks]

    together = Together(work)
    with ThreadPoolExecutor(1) as threads:
        at_work = threads.submit(together, 0)
        assert started.wait(10)
        handed_in = [together.hand_in(1), together.hand_in(2)]  # comes back while the other is still at it
        assert not any(each.done for each in handed_in)
        go_on.set()
        assert at_work.result(10) == 0
    assert done == [0, 1, 2]
    assert [together.answer(each) for each in handed_in] == [2, 4]


def test_what_is_handed_in_where_nobody_is_at_work_is_done_at_once():
    together = Together(lambda asks: [ask * 2 for ask in asks])
    assert together.hand_in(3).answer == 6

    def fails(asks: list[int]) -> list[int]:
        raise ValueError("none at all")

    with pytest.raises(ValueError, match="none at all"):
        Together(fails).hand_in(1)


def test_many_who_hand_in_and_ask_lose_nothing():
    together = Together(lambda asks: [ask + 1 for ask in asks])

    def come_and_go(first: int) -> list[int]:
        handed_in = [together.hand_in(n) for n in range(first, first + 200)]
        asked = [together(n) for n in range(first, first + 50)]
        assert asked == [n + 1 for n in range(first, first + 50)]
        return [together.answer(each) for each in handed_in]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(come_and_go, range(0, 1600, 200), timeout=60))
    assert sum(answers, []) == [n + 1 for n in range(1600)]
