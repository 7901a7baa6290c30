"""A template is kept as a new version each time that its words change; an earlier one can be taken again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from leadwright.channels.files import Taken
from leadwright.channels.files import keep as kept
from leadwright.playbooks.models import Template, TemplateFile, TemplateVersion
from leadwright.team.models import Member

FIELDS = ("name", "use", "subject", "body", "tracked")


def keep(template: Template, *, by: Member, now: datetime) -> None:
    """Save it, with its words as the newest version. Kept unchanged, it makes none."""
    with transaction.atomic():
        is_new = template.pk is None
        before = None if is_new else Template.objects.select_for_update().get(pk=template.pk)
        if before is not None and not before.versions.exists():
            note(before, by=None, now=before.updated_at)  # words from before versions were kept
        template.updated_at = now
        template.save(update_fields=None if is_new else [*FIELDS, "updated_at"])
        if before is None or (before.subject, before.body) != (template.subject, template.body):
            note(template, by=by, now=now)


def change_files(template: Template, added: Sequence[Taken], dropped: Iterable[TemplateFile]) -> None:
    """What goes with each mail of it from now on; mail that is on its way keeps what it has."""
    with transaction.atomic():
        template.files.filter(pk__in=[one.pk for one in dropped]).delete()
        for one in kept(template.workspace_id, added):
            TemplateFile.objects.create(template=template, file=one.file, name=one.name, media_type=one.media_type)


def note(template: Template, *, by: Member | None, now: datetime) -> None:
    last = template.versions.order_by("-number").values_list("number", flat=True).first() or 0
    words = {"subject": template.subject, "body": template.body}
    TemplateVersion.objects.create(template=template, number=last + 1, by=by, at=now, **words)


def take_again(version: TemplateVersion, *, by: Member, now: datetime) -> Template:
    """Its words become the newest version; what came between stays in the list."""
    template = version.template
    template.subject, template.body = version.subject, version.body
    keep(template, by=by, now=now)
    return template
