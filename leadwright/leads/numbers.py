"""Sets of numbers of leads and companies, told to the planner so that it does with them what was meant."""

import json

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, F, IntegerField, Lookup, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def any_of(name: str, rows: QuerySet) -> Q:
    """Found by these numbers, which the planner takes for a handful."""
    return Q(AnyOf(F(name), ArraySubquery(rows)))


class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*values, *more]


def kept(name: str, rows: QuerySet) -> Q:
    """Looked up in a set that is made once of all these numbers; bare, it would be made a join."""
    return Q(Coalesce(ExpressionWrapper(Q(**{f"{name}__in": rows}), output_field=BooleanField()), Value(False)))


def looked_up(rows: QuerySet) -> Subquery:
    """1 where there is one. As EXISTS the planner would join all rows at once, for a page of fifty; and asked so that
    it takes most leads for hits: for a rare one it would make a product of two tables."""
    return Subquery(rows.order_by().values(one=Value(1))[:1], output_field=IntegerField())


def likely(rows: QuerySet) -> int:
    """How many they are as the planner has it, from its statistics."""
    plan = rows.order_by().values("pk").explain(format="json")
    return json.loads(plan)[0]["Plan"]["Plan Rows"] if plan else 0  # nothing is asked where none can be
