"""What we answer when Twilio asks what to do with a call: TwiML, built as a tree, so that nothing breaks out. Pure."""

from xml.etree.ElementTree import Element, SubElement, tostring

LONGEST_SECONDS = 3600


def put_through(number: str, *, caller: str, state_at: str, record_at: str = "", told_at: str = "") -> bytes:
    """The rep has answered: ring the lead. `record_at`, where the talk is recorded from the answer on; `told_at`, where
    the sentence stands that they hear before they are put through."""
    response = Element("Response")
    dial = SubElement(response, "Dial", answerOnBridge="true", callerId=caller, timeLimit=str(LONGEST_SECONDS))
    if record_at:
        dial.set("record", "record-from-answer-dual")
        dial.set("recordingStatusCallback", record_at)
    called = SubElement(dial, "Number", statusCallback=state_at, statusCallbackMethod="POST")
    called.set("statusCallbackEvent", "initiated ringing answered completed")
    if told_at:
        called.set("url", told_at)
    called.text = number
    return written(response)


def say(sentence: str, language: str = "en-GB") -> bytes:
    response = Element("Response")
    SubElement(response, "Say", language=language).text = sentence
    return written(response)


def nothing() -> bytes:
    """Twilio told us something; there is nothing to do."""
    return written(Element("Response"))


def written(response: Element) -> bytes:
    return tostring(response, encoding="utf-8", xml_declaration=True)
