import pytest

from leadwright.coaching.seeing import Reader, Written, may_see

ALICE, BOB, DANA, ADA = 1, 2, 3, 4
OF_DANA = Written(by=DANA, member=ALICE, audience="rep", published=True)


def reader(member: int, *, wrote: bool = False) -> Reader:
    return Reader(member=member, manages=member in {DANA, ADA}, sells=True, wrote=wrote)


@pytest.mark.parametrize(
    ("review", "who", "sees"),
    [
        (OF_DANA, reader(DANA), True),
        (OF_DANA, reader(ALICE), False),  # her own comes first
        (OF_DANA, reader(ALICE, wrote=True), True),
        (OF_DANA, reader(BOB), False),
        (OF_DANA, reader(ADA), True),
        (Written(DANA, ALICE, "rep", published=False), reader(ADA), False),
        (Written(DANA, ALICE, "rep", published=False), reader(ALICE, wrote=True), False),
        (Written(DANA, ALICE, "managers", published=True), reader(ALICE, wrote=True), False),
        (Written(DANA, ALICE, "team", published=True), reader(BOB), True),
        (Written(DANA, ALICE, "team", published=True), reader(ALICE), False),
        (Written(DANA, ALICE, "rep", published=True, calibrated=True), reader(ADA), False),
        (Written(DANA, ALICE, "rep", published=True, calibrated=True), reader(ADA, wrote=True), True),
        (Written(ALICE, ALICE, "rep", published=True, calibrated=True), reader(DANA), True),
        (Written(ALICE, ALICE, "rep", published=False), reader(DANA), False),
    ],
)
def test_who_sees_a_review(review, who, sees):
    assert may_see(review, who) is sees
