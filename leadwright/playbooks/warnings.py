"""What is said to a writer about their text, in words; nothing is forbidden by it."""

from django.utils.translation import gettext as _

from leadwright.playbooks import sounding


def warnings_of(subject: str, text: str) -> list[str]:
    """Sentences, the gravest first; none where the text reads like one person writing to another."""
    whole = f"{subject}\n{text}"
    found = []
    if words := sounding.spam_words(whole):
        found.append(_("These words are known from mass mail: %s.") % ", ".join(words[:6]))
    if words := sounding.shouted(whole):
        found.append(_("Written in capitals, it shouts: %s.") % ", ".join(words[:4]))
    if sounding.marks(whole) > 1:
        found.append(_("More than one exclamation mark looks like advertising."))
    if sounding.links(text) > 1:
        found.append(_("More than one link: filters count them, and readers choose none."))
    if len(subject) > 60:
        found.append(_("The subject is longer than a phone shows (about 60 characters)."))
    if len(text.split()) > sounding.LONG:
        found.append(_("Longer than %(n)d words: a first mail is read at once or not at all.") % {"n": sounding.LONG})
    return found
