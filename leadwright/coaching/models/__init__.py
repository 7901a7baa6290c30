from leadwright.coaching.models.goal import Goal, OneToOne
from leadwright.coaching.models.recording import Hearing, Recording, RecordingRules, Utterance
from leadwright.coaching.models.remark import Moment, Remark
from leadwright.coaching.models.scorecard import Calibration, CardVersion, Mark, Question, Review, Scorecard

__all__ = [
    "Calibration",
    "CardVersion",
    "Goal",
    "Hearing",
    "Mark",
    "Moment",
    "OneToOne",
    "Question",
    "Recording",
    "RecordingRules",
    "Remark",
    "Review",
    "Scorecard",
    "Utterance",
]
