"""Twilio's words for where a call stands, in ours. Pure."""

OURS = {
    "queued": "asked",
    "initiated": "asked",
    "ringing": "ringing",
    "in-progress": "talking",
    "answered": "talking",
    "completed": "ended",
    "busy": "busy",
    "no-answer": "no_answer",
    "failed": "failed",
    "canceled": "called_off",
}


def ours(status: str) -> str:
    """Empty for a word that we do not know: it changes nothing."""
    return OURS.get(status, "")
