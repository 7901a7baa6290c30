"""Whoever deletes a lead or a company waits for the batch of an import that is being written in the workspace, which
may refer to it: see `leads.writing`."""

from django.db import migrations

WAITS = """
    CREATE FUNCTION leads_wait_for_import() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(19544, OLD.workspace_id::int);
        RETURN OLD;
    END
    $$;
    CREATE TRIGGER wait_for_import BEFORE DELETE ON leads_lead
        FOR EACH ROW EXECUTE FUNCTION leads_wait_for_import();
    CREATE TRIGGER wait_for_import BEFORE DELETE ON accounts_account
        FOR EACH ROW EXECUTE FUNCTION leads_wait_for_import();
"""
WAITS_NO_MORE = """
    DROP TRIGGER wait_for_import ON accounts_account;
    DROP TRIGGER wait_for_import ON leads_lead;
    DROP FUNCTION leads_wait_for_import();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_custom_fields_and_tags"),
        ("leads", "0014_import_pace"),
    ]

    operations = [migrations.RunSQL(WAITS, WAITS_NO_MORE)]
