"""A template is kept as a new version each time that its words change; an earlier one can be taken again."""

from datetime import datetime

from django.db import transaction

from leadwright.playbooks.models import Template, TemplateVersion
from leadwright.team.models import Member

FIELDS = ("name", "use", "subject", "body")


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
