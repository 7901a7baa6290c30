"""What the bar shows."""

from dataclasses import dataclass

from django import template
from django.template import Context

from leadwright.market.models import Market
from leadwright.market.pace import RATES, visitor_of
from leadwright.team.models import Member

register = template.Library()


@dataclass(frozen=True)
class Bar:
    pace: str
    market: Market
    visitor: Member | None
    people: list[Member]


@register.simple_tag(takes_context=True)
def market_of(context: Context, member: Member | None) -> Bar | None:
    """None where there is nothing to show: nobody is logged in, or their workspace is not on a market."""
    clock = getattr(context.get("request"), "market_clock", None) if member else None
    market = Market.objects.filter(workspace=member.workspace_id).first() if clock else None
    if market is None:
        return None
    pace = next((name for name, rate in RATES.items() if rate == clock.rate), "")
    people = Member.objects.filter(workspace=member.workspace_id, active=True).select_related("user").order_by("pk")
    return Bar(pace, market, visitor_of(market), list(people))
