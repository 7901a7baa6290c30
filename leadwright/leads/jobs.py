"""The import of a long list goes on while the person does something else."""

from leadwright.kit import clock
from leadwright.kit.jobs import app
from leadwright.leads import importing
from leadwright.leads.models import Import


@app.task(name="leadwright.leads.jobs.run_import")
def run_import(import_id: int) -> None:
    importing.run(Import.objects.get(pk=import_id), now=clock.now())


def run_import_later(row: Import) -> None:
    """Queued once; two workers never run the same import at the same time."""
    run_import.configure(lock=f"import:{row.pk}").defer(import_id=row.pk)
