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
