"""What the phone wire asks us and tells us. Nobody logs in here: each call is known by its token, and each message is
taken only with the wire's own signature."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from leadwright.channels.phone.twilio import words
from leadwright.channels.phone.twilio.signature import is_genuine
from leadwright.channels.phone.twilio.states import ours as in_our_words
from leadwright.conversations import dialling
from leadwright.conversations.models import Dial

SPOKEN = {"lt": "lt-LT", "en": "en-GB"}


def signed(view: Callable[[HttpRequest, Dial], bytes]) -> Callable[..., HttpResponse]:
    """A message of the wire about one dial; without the right signature nothing is read of it."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def taken(request: HttpRequest, token: str) -> HttpResponse:
        found = Dial.objects.filter(token=token).select_related("line", "lead__account", "workspace", "member__user")
        row = found.first()
        if row is None or row.line is None:
            raise Http404
        given = request.headers.get("X-Twilio-Signature", "")
        url = settings.PUBLIC_URL + request.get_full_path()
        if not is_genuine(given, row.line.token, url, dict(request.POST.lists())):
            raise PermissionDenied
        return HttpResponse(view(request, row), content_type="text/xml")

    return taken


@signed
def words_of(request: HttpRequest, row: Dial) -> bytes:
    """The rep has answered: the lead is rung, unless the call was called off meanwhile."""
    if not row.is_live:
        return words.nothing()
    at_once = dialling.records_at_once(row)
    told = {"record_at": dialling.address(row, "recording"), "told_at": dialling.address(row, "notice")}
    state_at = dialling.address(row, "theirs")
    return words.put_through(row.number, caller=row.line.number, state_at=state_at, **(told if at_once else {}))


@signed
def notice(request: HttpRequest, row: Dial) -> bytes:
    """What the lead hears before they are put through, where the call is recorded."""
    language = row.lead.language[:2] if row.lead.language[:2] in SPOKEN else "en"
    with override(language):
        sentence = _("This call from %(company)s is recorded. If you do not agree, please say so, or hang up.")
        return words.say(sentence % {"company": row.workspace.name}, SPOKEN[language])


@signed
def ours(request: HttpRequest, row: Dial) -> bytes:
    return state(request, row, theirs=False)


@signed
def theirs(request: HttpRequest, row: Dial) -> bytes:
    return state(request, row, theirs=True)


def state(request: HttpRequest, row: Dial, *, theirs: bool) -> bytes:
    """Where the rep's or the lead's end of the call stands."""
    told = in_our_words(request.POST.get("CallStatus", ""))
    dialling.heard(row, told, seconds=whole(request, "CallDuration"), theirs=theirs, now=request.now)
    return words.nothing()


@signed
def recording(request: HttpRequest, row: Dial) -> bytes:
    if request.POST.get("RecordingStatus") == "completed":
        dialling.recorded(row, request.POST.get("RecordingSid", ""), whole(request, "RecordingDuration"))
    return words.nothing()


def whole(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0
