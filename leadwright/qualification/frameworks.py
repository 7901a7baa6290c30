"""The frameworks that ship. The questions are ours; what they are about is common knowledge of the trade."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leadwright.qualification.models import Topic

FIVE = "five"


@dataclass(frozen=True)
class Asked:
    code: str
    name: str
    topic: str
    question: str


@dataclass(frozen=True)
class Framework:
    name: str
    criteria: tuple[Asked, ...]


def frameworks() -> dict[str, Framework]:
    """By code, in the reader's language."""
    return {
        FIVE: Framework(_("The five: size, industry, affordability, urgency, fit"), _five()),
        "bant": Framework("BANT", _bant()),
        "meddicc": Framework("MEDDICC", _meddicc()),
        "champ": Framework("CHAMP", _champ()),
        "gpctba": Framework("GPCTBA", _gpctba()),
    }


def _five() -> tuple[Asked, ...]:
    return (
        Asked("size", _("Size"), Topic.SIZE, _("How many people work for you, and at how many sites?")),
        Asked("industry", _("Industry"), Topic.INDUSTRY, _("What do you make or move, and for whom?")),
        Asked(
            "affordability",
            _("Affordability"),
            Topic.MONEY,
            _("What does the problem cost you a year, and who holds a budget for it?"),
        ),
        Asked(
            "urgency",
            _("Urgency"),
            Topic.URGENCY,
            _("By when does this have to be solved, and what happens if it is not?"),
        ),
        Asked("fit", _("Fit"), Topic.FIT, _("What would have to be true on your side for our product to work there?")),
    )


def _bant() -> tuple[Asked, ...]:
    return (
        Asked("budget", _("Budget"), Topic.MONEY, _("Is money set aside for this, and how is such a sum approved?")),
        Asked("authority", _("Authority"), Topic.AUTHORITY, _("Who, beside you, has to say yes before this begins?")),
        Asked("need", _("Need"), Topic.NEED, _("What happens today when this goes wrong, and whom does it hit?")),
        Asked("timing", _("Timing"), Topic.URGENCY, _("When should it be running, and what hangs on that date?")),
    )


def _meddicc() -> tuple[Asked, ...]:
    return (
        Asked(
            "metrics", _("Metrics"), Topic.MONEY, _("Which figure would have to move, and by how much, to be worth it?")
        ),
        Asked("economic_buyer", _("Economic buyer"), Topic.AUTHORITY, _("Whose budget pays for this in the end?")),
        Asked("decision_criteria", _("Decision criteria"), Topic.FIT, _("By what will you judge what you are shown?")),
        Asked(
            "decision_process",
            _("Decision process"),
            Topic.URGENCY,
            _("Which steps lie between today and a signature?"),
        ),
        Asked("pain", _("Identified pain"), Topic.NEED, _("What does it cost you to leave things as they are?")),
        Asked("champion", _("Champion"), Topic.AUTHORITY, _("Who in your house would gain most if this worked?")),
        Asked("competition", _("Competition"), Topic.FIT, _("What else are you looking at, doing nothing included?")),
    )


def _champ() -> tuple[Asked, ...]:
    return (
        Asked("challenges", _("Challenges"), Topic.NEED, _("What keeps you from the results that you want?")),
        Asked("authority", _("Authority"), Topic.AUTHORITY, _("Who, beside you, has to say yes before this begins?")),
        Asked("money", _("Money"), Topic.MONEY, _("What have you spent on this problem so far, and on what?")),
        Asked("priority", _("Priority"), Topic.URGENCY, _("Where does this stand among all that you have to do?")),
    )


def _gpctba() -> tuple[Asked, ...]:
    return (
        Asked("goals", _("Goals"), Topic.NEED, _("What is to be different in a year, in a figure?")),
        Asked("plans", _("Plans"), Topic.FIT, _("How do you mean to get there, and what was tried before?")),
        Asked("challenges", _("Challenges"), Topic.NEED, _("What keeps you from the results that you want?")),
        Asked("timeline", _("Timeline"), Topic.URGENCY, _("When do you have to have begun for it to be in time?")),
        Asked("budget", _("Budget"), Topic.MONEY, _("Is money set aside for this, and how is such a sum approved?")),
        Asked("authority", _("Authority"), Topic.AUTHORITY, _("Who, beside you, has to say yes before this begins?")),
    )
