"""The import of a long list goes on while the person does something else; rules of retention are kept each night."""

from leadwright.kit import clock
from leadwright.kit.jobs import app, every
from leadwright.leads import erasing, importing
from leadwright.leads.models import Import


@app.task(name="leadwright.leads.jobs.run_import")
def run_import(import_id: int) -> None:
    importing.run(Import.objects.get(pk=import_id), now=clock.now())


def run_import_later(row: Import) -> None:
    """Queued once; two workers never run the same import at the same time."""
    run_import.configure(lock=f"import:{row.pk}").defer(import_id=row.pk)


@every(seconds=86_400)
def keep_retention() -> None:
    erasing.apply_all_rules(now=clock.now())
