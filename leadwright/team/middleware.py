"""Each request knows its member, its workspace and its time; each is read once."""

from django.utils import timezone, translation

from leadwright.kit import clock
from leadwright.team.models import Member


class MemberMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.member = current_member(request)
        request.market_clock = clock.of_the_market()
        request.now = clock.now_by(request.market_clock)
        zone = request.member.timezone if request.member else "UTC"
        language = request.user.language if request.user.is_authenticated else translation.get_language()
        with timezone.override(zone), translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def current_member(request) -> Member | None:
    """The active membership of the logged-in user. One person may belong to several workspaces; the session
    remembers which one is open."""
    if not request.user.is_authenticated:
        return None
    theirs = Member.objects.filter(user=request.user, active=True).select_related("workspace", "user")
    opened = request.session.get("workspace")
    return min(theirs, key=lambda member: (member.workspace_id != opened, member.pk), default=None)
