"""The ledger of seeds: a run goes on where the last one ended, and what was played is kept with its commit."""

from worlds import ledger

LINE = dict.fromkeys(ledger.COLUMNS, 0) | {"commit": "abc", "size": "small", "worlds": 50, "sends": 120}


def test_the_next_run_goes_on_where_the_ledger_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger, "FILE", tmp_path / "ledger.tsv")
    assert ledger.played() == ledger.FIRST - 1  # below are the seeds of make test
    ledger.write({**LINE, "first": 1051, "last": 1100})
    ledger.write({**LINE, "first": 1001, "last": 1050})  # another process was faster
    assert ledger.played() == 1100
    head, *lines = (tmp_path / "ledger.tsv").read_text().splitlines()
    assert head.split("\t") == ledger.COLUMNS
    assert [line.split("\t")[:4] for line in lines] == [
        ["abc", "small", "1051", "1100"],
        ["abc", "small", "1001", "1050"],
    ]
