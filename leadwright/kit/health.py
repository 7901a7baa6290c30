"""Whether this process lives, and whether it can work: for whoever watches over an installation."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"live": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and jobs are worked off: 200, else 503 and what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),"
                " (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds')"
                " FROM procrastinate_jobs"
            )
            waiting, workers = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ready": False, "why": "the database does not answer"}, status=503)
    found = {"ready": workers > 0, "workers": workers, "jobs_waiting": waiting}
    return JsonResponse(found | ({} if workers else {"why": "no worker runs"}), status=200 if workers else 503)
