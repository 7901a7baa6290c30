"""What a rep said in a practised talk, as far as a machine can tell: what they asked about, whether they pitched, took
up a concern, proposed a next step. Pure; English and Lithuanian."""

import re
from dataclasses import dataclass

from leadwright.coaching.concerns import SENTENCE, is_question

ASKS = {
    "cost": r"\bcosts? you\b|how often|how much .*(lose|lost|spend|time)|what happens (when|if)|how many (loads|times)|"
    r"impact|consequence|what does (it|that) mean|(ką|kiek) (tai |jums |dabar |per metus |šiandien )*"
    r"(kainuoja|prarandate|netenkate|sugaištate|atsieina)|nuostol"
    r"|kaip dažnai|kiek (kartų|krovinių|valandų|dienų)|kas nutinka|kokia žala|kiek laiko|kas būna, kai",
    "gap": r"\bwhy\b|what (stops|keeps|stands|prevents|holds)|what have you tried|in the way|kodėl|kas trukdo|bandėte",
    "money": r"budget|how much (could|can|would) you|set aside|afford|"
    r"biudžet|kiek (galėtumėte|numat\w*|skyrėte|skiriate)",
    "decides": r"who (else|decides|signs|would|is involved)|decision|decide|"
    r"sprendž|sprend(imą|imo|ia)|kas dar|kas pasirašo",
    "when": r"\bwhen\b|by what date|how soon|deadline|timeline|\bkada\b|iki kada|per kiek laiko|kokiu terminu",
    "size": r"how many (vehicles|lorries|trucks|people|drivers)|how (large|big)|kiek (automobilių|darbuotojų)",
    "need": r"\bhow do you\b|how are you|\bwhat\b|tell me|walk me through|describe|biggest|hurts?|problem|challenge|"
    r"today|currently|\bkaip\b|\bkas\b|papasakokite|\bkoki\w*|\bkoks|šiandien|didžiausi\w+",
}
_ASKS = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in ASKS.items()}
_AND = re.compile(r"\band\b|\bir\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(how|what|why|tell me|walk me|describe|which|kaip|kas|kodėl|kok\w+|papasakok\w*)\b", re.IGNORECASE
)
_PITCH = re.compile(
    r"\bour (product|platform|solution|logger|loggers|system|portal|software|service)\b|\bwe (offer|provide|have|make|"
    r"sell|are the|can)\b|\bit (records|sends|costs|measures|warns)\b|leading|best in class|per month|discount|"
    r"\bmūsų (produkt\w+|sistem\w+|jutikl\w+|portal\w+|program\w+|sprendim\w+)\b|\b(mes )?(siūlome|parduodame)\b|"
    r"\bnuolaid\w+|geriausi\w+|pirmaujan\w+",
    re.IGNORECASE,
)
_UNDERSTANDS = re.compile(
    r"\bi (understand|see|hear)\b|that makes sense|fair (point|enough)|you are right|i can imagine|many .* say|"
    r"\bsuprantu\b|jūs teisus|jūs teisi|suprantam\w+|girdžiu jus|tai tiesa",
    re.IGNORECASE,
)
_DAY = (
    r"(monday|tuesday|wednesday|thursday|friday|tomorrow|next week|\d{1,2}[:.]\d{2}|\d{1,2} (o'clock|am|pm)|"
    r"pirmadien\w*|antradien\w*|trečiadien\w*|ketvirtadien\w*|penktadien\w*|rytoj)"
)
_MEETING = r"(meet|call|demo|meeting|show you|visit|talk|trial|susitik\w*|pasimaty\w*|paskambin\w*|parody\w*)"
_STEP = re.compile(
    rf"\b{_MEETING}\b.*\b{_DAY}|"
    rf"\b{_DAY}\b.*\b{_MEETING}\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Heard:
    """`asked` are the subjects of their questions, the first first."""

    words: int
    asked: tuple[str, ...]
    open: bool
    pitched: bool
    understood: bool
    step: bool


def heard(said: str) -> Heard:
    questions = [part.strip() for part in SENTENCE.findall(said) if is_question(part.strip())]
    asked = [topic for question in questions for topic in topics_of(question)]
    return Heard(
        words=len(said.split()),
        asked=tuple(dict.fromkeys(asked)),
        open=any(_OPEN.search(question) for question in questions),
        pitched=bool(_PITCH.search(said)),
        understood=bool(_UNDERSTANDS.search(said)),
        step=bool(_STEP.search(said)),
    )


def topics_of(question: str) -> list[str]:
    """What each half of a question is about ("who decides, and is there a budget"), the chief thing only."""
    halves = _AND.split(question)
    return [found for half in halves if (found := next((t for t, p in _ASKS.items() if p.search(half)), ""))]
