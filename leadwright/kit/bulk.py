"""Many rows changed in one statement."""

from collections.abc import Sequence

from django.db import connection, models
from psycopg import sql


def update_rows(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model, each with its own values: one UPDATE from parallel arrays.

    Django's `bulk_update` writes a CASE for each row and field, which costs more to build than to run. Foreign keys
    are written by the key that they hold. Rows must have their primary key; what was deleted meanwhile stays deleted.
    """
    if not rows:
        return
    meta = rows[0]._meta
    columns = [meta.pk, *(meta.get_field(name) for name in fields)]
    arrays = [[column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows] for column in columns]
    names = [sql.Identifier(column.column) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("UPDATE {table} AS t SET {sets} FROM unnest({arrays}) AS v ({names}) WHERE t.{pk} = v.{pk}").format(
                table=sql.Identifier(meta.db_table),
                sets=sql.SQL(", ").join(sql.SQL("{0} = v.{0}").format(name) for name in names[1:]),
                arrays=sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind_of(column))) for column in columns),
                names=sql.SQL(", ").join(names),
                pk=names[0],
            ),
            arrays,
        )


def kind_of(column: models.Field) -> str:
    """The type of the column's values, without a length: the column itself checks that."""
    return column.rel_db_type(connection).partition("(")[0] if column.primary_key else column.cast_db_type(connection)
