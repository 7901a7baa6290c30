"""One question to the workspace's language model, through the guarded door. Text in, text out; what comes back is
somebody else's word until it was checked (`entailing`, `proposing`)."""

import json

from django.utils.translation import gettext as _

from leadwright.ai.models import LanguageModel
from leadwright.kit.http import Answer, NotFetched, send

SECONDS = 40
MOST_WORDS = 600  # of an answer, in the model's tokens
LONGEST = 8_000  # letters of an answer that are read


class NotSaid(Exception):
    """The model gave no answer; the sentence says why. It never carries the key."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def say(model: LanguageModel, *, task: str, given: str) -> str:
    """What the model answers to `given` when its task is `task`. Raises `NotSaid`."""
    asked = {
        "model": model.name,
        "messages": [{"role": "system", "content": task}, {"role": "user", "content": given}],
        "temperature": 0,
        "max_tokens": MOST_WORDS,
    }
    body = json.dumps(asked).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Content-Length": str(len(body))}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    try:
        answer = send("POST", f"{model.url.rstrip('/')}/chat/completions", headers=headers, body=body, seconds=SECONDS)
    except NotFetched as error:
        raise NotSaid(error.sentence) from None
    return _words(answer)


def _words(answer: Answer) -> str:
    if not answer.well:
        raise NotSaid(_("The language model answered %s.") % answer.status)
    try:
        words = json.loads(answer.body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        words = None
    if not isinstance(words, str) or not words.strip():
        raise NotSaid(_("The language model answered in a form that is not known here."))
    return words.strip()[:LONGEST].replace("\x00", "")
