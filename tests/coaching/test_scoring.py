from leadwright.coaching.scoring import Asked, lacking, score


def test_each_kind_of_question_counts_from_its_worst_to_its_best():
    of_range = Asked("range", True, low=1, high=5, number=4)
    single = Asked("single", False, choices=("no", "half", "yes"), chosen=("half",))
    several = Asked("multi", False, choices=("a", "b", "c", "d"), chosen=("a", "b", "c"))
    assert score([of_range]) == 75.0
    assert score([single]) == 50.0
    assert score([several]) == 75.0
    assert score([Asked("yes_no", True, number=0)]) == 0.0
    assert score([of_range, single, Asked("open", False, words="Good.")]) == 62.5


def test_what_was_left_out_or_said_in_words_does_not_count():
    assert score([Asked("range", False, number=1, left_out=True), Asked("yes_no", False, number=1)]) == 100.0
    assert score([Asked("open", True, words="Good.")]) is None


def test_a_mandatory_question_cannot_be_left_out():
    rows = [Asked("range", True), Asked("open", True, words=" "), Asked("single", True, chosen=("x",), left_out=True)]
    assert lacking([*rows, Asked("range", False), Asked("yes_no", True, number=0)]) == [0, 1, 2]
