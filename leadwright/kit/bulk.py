"""Many rows written or changed in one statement.

Django's `bulk_create` and `bulk_update` put each value of each row into the text of the statement, which costs more
than the database takes for it. Here a column travels as one array, or as one value where it is the same in all rows.
"""

from collections.abc import Sequence
from operator import attrgetter

from django.db import connection, models
from psycopg import sql

from leadwright.kit.statements import cursor, run

NEW_KEYS = "SELECT nextval(pg_get_serial_sequence(%(table)s, %(key)s)) FROM generate_series(1, %(count)s)"
# What stands in an attribute of such a field is what the database takes; others (encrypted, JSON) are prepared.
AS_THEY_ARE = {
    *(models.CharField, models.TextField, models.BooleanField, models.DateTimeField, models.DateField),
    *(models.ForeignKey, models.OneToOneField, models.BigAutoField, models.BigIntegerField, models.IntegerField),
    *(models.PositiveIntegerField, models.PositiveSmallIntegerField),
}


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model and give them their keys. What they refer to must be written already.

    Raises IntegrityError, with nothing written, where one of them may not be.
    """
    if not rows:
        return
    meta = rows[0]._meta
    keys = run(NEW_KEYS, {"table": meta.db_table, "key": meta.pk.column, "count": len(rows)})
    links = [field for field in meta.concrete_fields if field.is_relation]
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        for link in links:
            take_key(row, link)
    columns = [Column(field, rows) for field in meta.concrete_fields]
    varied, same = [each for each in columns if not each.same], [each for each in columns if each.same]
    with cursor() as at_hand:
        at_hand.execute(
            sql.SQL(
                "INSERT INTO {table} ({into}, {alike}) SELECT {names}, {given} FROM unnest({arrays}) AS v ({names})"
            ).format(
                table=sql.Identifier(meta.db_table),
                into=names_of(varied),
                alike=names_of(same),
                names=names_of(varied),
                given=sql.SQL(", ").join(each.placeholder for each in same),
                arrays=sql.SQL(", ").join(each.array for each in varied),
            ),
            [*(each.values[0] for each in same), *(each.values for each in varied)],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model, each with its own values.

    Foreign keys are written by the key that they hold. Rows must have their primary key; what was deleted meanwhile
    stays deleted.
    """
    if not rows:
        return
    meta = rows[0]._meta
    columns = [Column(meta.get_field(name), rows) for name in (meta.pk.name, *fields)]
    with cursor() as at_hand:
        at_hand.execute(
            sql.SQL("UPDATE {table} AS t SET {sets} FROM unnest({arrays}) AS v ({names}) WHERE t.{pk} = v.{pk}").format(
                table=sql.Identifier(meta.db_table),
                sets=sql.SQL(", ").join(sql.SQL("{0} = v.{0}").format(each.name) for each in columns[1:]),
                arrays=sql.SQL(", ").join(each.array for each in columns),
                names=names_of(columns),
                pk=columns[0].name,
            ),
            [each.values for each in columns],
        )


class Column:
    """One field of some rows, as the database takes it."""

    def __init__(self, field: models.Field, rows: Sequence[models.Model]) -> None:
        self.name = sql.Identifier(field.column)
        self.values = values_of(field, rows)
        # Never the key: a statement needs a column that counts its rows.
        self.same = not field.primary_key and self.values[1:] == self.values[:-1]
        self.placeholder = sql.SQL("%s::{}").format(sql.SQL(kind_of(field)))
        self.array = sql.SQL("%s::{}[]").format(sql.SQL(kind_of(field)))


def take_key(row: models.Model, link: models.Field) -> None:
    """A row that was made before the one that it refers to was written knows its key now."""
    if getattr(row, link.attname) is None and link.is_cached(row):
        setattr(row, link.attname, getattr(link.get_cached_value(row), "pk", None))


def values_of(field: models.Field, rows: Sequence[models.Model]) -> list:
    values = list(map(attrgetter(field.attname), rows))
    if field.choices:
        return [getattr(value, "value", value) for value in values]
    return values if type(field) in AS_THEY_ARE else [field.get_db_prep_save(value, connection) for value in values]


def names_of(columns: Sequence[Column]) -> sql.Composed:
    return sql.SQL(", ").join(each.name for each in columns)


def kind_of(column: models.Field) -> str:
    """The type of the column's values, without a length: the column itself checks that."""
    return column.rel_db_type(connection).partition("(")[0] if column.primary_key else column.cast_db_type(connection)
