"""Every mistake that is hunted can still be made: the text that it changes stands in the engine, once."""

from pathlib import Path

import pytest

import leadwright
from worlds.mutants import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_changes_the_engine_at_one_place(mutant):
    for file, before, after in mutant.changes:
        source = Path(leadwright.__file__).with_name(file.split("/")[0]).joinpath(*file.split("/")[1:]).read_text()
        assert source.count(before) == 1, (file, before)
        assert before != after
