"""The doors of lists and imports: upload, columns and preview, the import itself, its report, taking it back."""

from collections import Counter, defaultdict
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, gone, wrong
from leadwright.leads import columns, importing, new_fields, remembering, typed
from leadwright.leads.deciding import Outcome
from leadwright.leads.encodings import ENCODINGS
from leadwright.leads.exporting import as_csv
from leadwright.leads.forms import UploadForm, who_may_own
from leadwright.leads.jobs import run_import_later
from leadwright.leads.models import Import, LeadList, Motion, Status
from leadwright.leads.tables import NotATable, reopened

AT_ONCE = 500  # rows that are imported before the answer; longer lists go to a worker
REPORT_ROWS = 50
PREVIEW_SHOWN = 25
UNWORKED = (Status.NEW, Status.READY)


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    found = (
        LeadList.objects.seen_by(request.member)
        .select_related("made_by__user")
        .annotate(
            total=Count("leads"),
            to_research=Count("leads", filter=Q(leads__status=Status.NEW)),
            ready=Count("leads", filter=Q(leads__status=Status.READY)),
            working=Count("leads", filter=Q(leads__status__in=[Status.WORKING, Status.ANSWERED, Status.WAITING])),
            qualified=Count("leads", filter=Q(leads__status=Status.QUALIFIED)),
            begun=Count("leads", filter=~Q(leads__status__in=UNWORKED)),
        )
        .order_by("-created_at", "-pk")
    )
    context = {
        "room": "lists",
        "page": Paginator(found, REPORT_ROWS).get_page(request.GET.get("page")),
        "imports": _imports(request).filter(
            state__in=[Import.State.UPLOADED, Import.State.RUNNING, Import.State.FAILED]
        ),
        "recent": _imports(request).exclude(state=Import.State.UPLOADED).order_by("-created_at", "-pk")[:8],
    }
    return render(request, "leads/lists.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, member=request.member)
    context = {"room": "lists", "form": form, "known": LeadList.objects.seen_by(request.member).order_by("-pk")[:20]}
    if request.method == "GET":
        return render(request, "leads/import.html", context)
    if not form.is_valid():
        return wrong(request, "leads/import.html", context)
    given = form.cleaned_data
    content, name = form.content
    try:
        row = importing.take(
            workspace=request.member.workspace,
            by=request.member,
            content=content,
            name=name,
            list_name=given["list_name"].strip(),
            motion=Motion(given["motion"]),
            owners=given["owners"],
            mode=given["mode"],
            now=request.now,
        )
    except NotATable as refused:
        form.add_error("file", refused.sentence)
        return wrong(request, "leads/import.html", context)
    return gone(request, to=reverse("leads:import_detail", args=[row.pk]))


@require_http_methods(["GET", "POST"])
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows where the import stands; POST keeps other columns, owners, mode or encoding and previews anew."""
    row = _imports(request).get_or_404(pk)
    if request.method == "GET":
        return render(
            request,
            "leads/import_detail.html#state" if _polled(request) else "leads/import_detail.html",
            _page(request, row),
        )
    if row.state == Import.State.UPLOADED:
        error = _keep_choices(request, row)
        if error:
            return wrong(request, "leads/import_detail.html#state", _page(request, row, error=error))
    back_to = reverse("leads:import_detail", args=[pk])
    return done(request, "leads/import_detail.html#state", _page(request, row), back_to=back_to)


def _polled(request: HttpRequest) -> bool:
    return bool(request.htmx and request.htmx.target == "import")


def _keep_choices(request: HttpRequest, row: Import) -> str:
    """Keep what was chosen; the sentence where the file cannot be read that way."""
    encoding = request.POST.get("encoding", "")
    if encoding in ENCODINGS and row.shape["delimiter"] and encoding != row.shape["encoding"]:
        try:
            importing.reread(row, encoding)
        except NotATable as refused:
            return refused.sentence
    else:
        width = len(row.shape["columns"])
        asked = {
            str(place): request.POST.get(f"column-{place}", row.mapping.get(str(place), "")) for place in range(width)
        }
        row.mapping = columns.cleaned(asked, width, remembering.own_columns(row.workspace), _new_kinds(request))
    if request.POST.get("mode") in Import.Mode.values:
        row.mode = request.POST["mode"]
    row.save(update_fields=["mapping", "mode"])
    if "choose-owners" in request.POST:
        numbers = [number for number in request.POST.getlist("owners") if number.isdigit()]
        chosen = list(who_may_own(request.member).filter(pk__in=numbers))
        row.owners.set(chosen or importing.usual_owners(row.workspace, row.by, row.list.motion if row.list else ""))
    return ""


def _new_kinds(request: HttpRequest) -> dict[str, str]:
    """Of which kind a new field may be; what we ask of each lead is a manager's to say."""
    return new_fields.KINDS if request.member.manages else {}


@require_POST
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Import now: short lists before the answer, long ones by a worker. Asked twice it runs once."""
    row = _imports(request).get_or_404(pk)
    if row.state == Import.State.UPLOADED:
        error = _keep_choices(request, row) if "mode" in request.POST else ""
        if not error and not columns.names_somebody(row.mapping):
            error = _("No column says who these people are. Say which holds the e-mail, the phone or the name.")
        if error:
            return wrong(request, "leads/import_detail.html#state", _page(request, row, error=error))
    if importing.begin(row, now=request.now):
        if row.rows - row.settled > AT_ONCE:
            run_import_later(row)
        else:
            importing.run(row, now=request.now)
    return _answer(request, row, said=_said(row))


def _said(row: Import) -> str:
    if row.state == Import.State.RUNNING:
        return _("The import runs. You may leave this page.")
    counts = {"created": row.created, "updated": row.updated, "skipped": row.skipped, "refused": row.refused}
    return _("%(created)s created, %(updated)s updated, %(skipped)s left as they are, %(refused)s refused.") % counts


@require_POST
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    row = _imports(request).get_or_404(pk)
    filled = row.updated if _may_undo(row) else 0
    removed, kept = importing.undo(row, now=request.now)
    said = ngettext("%(n)s lead is taken back.", "%(n)s leads are taken back.", removed) % {"n": removed}
    if filled:
        said += " " + _("What was filled in is taken out again, where nobody has changed it since.")
    if kept:
        stay = ngettext("%(n)s stays: it was worked on.", "%(n)s stay: they were worked on.", kept) % {"n": kept}
        said = f"{said} {stay}"
    return _answer(request, row, said=said)


@require_GET
def import_refused(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The refused rows as they stood in the file, with the reason last: to be corrected and imported again."""
    row = _imports(request).get_or_404(pk)
    header = [*row.shape["columns"], _("Why it was refused")]
    refused = row.report.filter(outcome=Outcome.REFUSED).order_by("number").values_list("cells", "reason").iterator()
    response = StreamingHttpResponse(
        as_csv(line for part in ([header], ([*cells, reason] for cells, reason in refused)) for line in part),
        content_type="text/csv; charset=utf-8",
    )
    name = slugify(row.file_name.rpartition(".")[0]) or "list"
    response["Content-Disposition"] = f'attachment; filename="{name}-refused.csv"'
    return response


def _answer(request: HttpRequest, row: Import, *, said: str) -> HttpResponse:
    back_to = reverse("leads:import_detail", args=[row.pk])
    return done(request, "leads/import_detail.html#state", _page(request, row), back_to=back_to, said=said)


def _imports(request: HttpRequest):
    return Import.objects.seen_by(request.member).select_related("list", "by__user", "workspace")


def _page(request: HttpRequest, row: Import, error: str = "") -> dict:
    shown = request.GET.get("outcome", "") if request.GET.get("outcome") in Outcome.values else ""
    context = {"room": "lists", "importing": row, "error": error, "outcome": shown, "may_undo": _may_undo(row)}
    if row.state == Import.State.UPLOADED:
        return {**context, **_preview(request, row, shown)}
    report = row.report.select_related("lead__account").order_by("number")
    page = Paginator(report.filter(outcome=shown) if shown else report, REPORT_ROWS)
    counts = {"created": row.created, "updated": row.updated, "skipped": row.skipped, "refused": row.refused}
    kept = importing.kept_by(row) if row.state == Import.State.UNDONE else row.report.none()
    return {
        **context,
        "tally": _tally(counts, shown),
        "settled": row.settled,
        "pace": _pace(row, now=request.now) if row.state == Import.State.RUNNING else "",
        "page": page.get_page(request.GET.get("page")),
        "kept": kept[:20],
        "kept_count": kept.count(),
    }


def _pace(row: Import, *, now: datetime) -> str:
    """How fast it goes and when it ends, in words; "" while nothing is known."""
    if (known := row.pace(now=now)) is None:
        return ""
    rate, left = known
    if left >= 90:  # seconds
        minutes = round(left / 60)
        when = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
    else:
        when = ngettext("about %(n)s second left", "about %(n)s seconds left", left) % {"n": left}
    return _("%(rate)s rows a second, %(when)s.") % {"rate": f"{rate:,}", "when": when}


def _may_undo(row: Import) -> bool:
    """What an import only filled in can be taken back as well."""
    return row.state in {Import.State.DONE, Import.State.FAILED} and row.created + row.updated > 0


def _preview(request: HttpRequest, row: Import, shown: str) -> dict:
    """What would happen, and the columns with the first filled cell of each."""
    decisions = importing.preview(row, now=request.now)
    counts = Counter(str(one.outcome) for one in decisions)
    table = reopened(bytes(row.content), row.shape)
    cells: dict[int, list[str]] = defaultdict(list)
    for one in decisions[:200]:
        for place, cell in enumerate(one.person.cells):
            if cell:
                cells[place].append(cell)
    return {
        "tally": _tally(counts, shown),
        "settled": len(decisions),
        "placed": sum(bool(field) for field in row.mapping.values()),
        "columns": [
            {
                "place": place,
                "name": name,
                "example": cells[place][0] if cells[place] else "",
                "field": row.mapping.get(str(place), ""),
                "looks": f"{new_fields.NEW}{typed.kind_of(cells[place])}",
            }
            for place, name in enumerate(table.columns)
        ],
        "fields": remembering.labels(remembering.own_columns(row.workspace)),
        "new_kinds": _new_kinds(request).items(),
        "decisions": [one for one in decisions if not shown or one.outcome == shown][:PREVIEW_SHOWN],
        "modes": Import.Mode.choices,
        "encodings": ENCODINGS.items(),
        "owners": who_may_own(request.member),
        "chosen": set(row.owners.values_list("pk", flat=True)),
        "names_somebody": columns.names_somebody(row.mapping),
    }


def _tally(counts: dict, shown: str) -> list[dict]:
    """The five doors above the rows: all, and one for each outcome, with keys 1 to 5."""
    notes = {
        Outcome.CREATED: _("new leads"),
        Outcome.UPDATED: _("were here, and gained"),
        Outcome.SKIPPED: _("left as they are"),
        Outcome.REFUSED: _("each says why"),
    }
    doors = [{"value": "", "word": _("All rows"), "count": sum(counts.values()), "note": "", "key": 1}]
    doors += [
        {"value": outcome.value, "word": outcome.label, "count": counts.get(outcome.value, 0), "note": note, "key": key}
        for key, (outcome, note) in enumerate(notes.items(), start=2)
    ]
    return [{**door, "current": door["value"] == shown} for door in doors]
