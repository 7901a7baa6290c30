"""The rows of Today, a group in one go: a page has dozens of them, and what they have in common is asked for once."""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leadwright.kit.doors import address
from leadwright.web.desk import Item, Who
from leadwright.web.templatetags.look import icon, their_time, told

register = template.Library()

ROW = (
    '<a class="row{later}" href="{pane}" data-row data-pane="{pane}" data-open="{page}"><span class="row__no" '
    'aria-hidden="true"></span>{sign}<span class="row__main"><span class="row__top"><span class="row__who">{who}</span>'
    '{company}<span class="row__gist{plain}">{gist}</span></span>{why}</span><span class="row__end">{end}{act}</span>'
    "</a>\n"
)
COMPANY = '<span class="row__org cut">{}</span>'
WHY = '<span class="why"><span class="sr">{} </span>{}</span>'
CHIP = '<span class="chip{}">{}</span>'
ACT = '<span class="row__act">{} <kbd aria-hidden="true">{}</kbd></span>'


@register.simple_tag(takes_context=True)
def rows(context: template.Context, items: list[Item]) -> SafeString:
    because, clocks = escape(_("Why:")), {}

    def clock(lead: Who) -> str:
        wall = lead.timezone, lead.city
        if wall not in clocks:
            clocks[wall] = their_time(context, lead)
        return clocks[wall]

    return SafeString("".join(row(item, because, clock(item.lead) if item.clock else chip(item)) for item in items))


def row(item: Item, because: str, end: str) -> str:
    """Each value is escaped here by hand: `format_html` asks of every one what it is, which takes three times as long.
    The sign, the end and the addresses are ours."""
    lead = item.lead
    return ROW.format(
        later=" row--later" if item.later else "",
        pane=item.pane,
        page=address("leads:detail", lead.pk),
        sign=icon(item.sign),
        who=escape(str(lead.name)),
        company=COMPANY.format(escape(lead.company)) if lead.company else "",
        plain="" if item.spoken else " row__gist--plain",
        gist=escape(item.gist if item.spoken else told(item.gist)),
        why=WHY.format(because, escape(told(item.why))) if item.why else "",
        end=end,
        act=ACT.format(*map(escape, map(str, item.act))) if item.act[0] else "",
    )


def chip(item: Item) -> str:
    tone = f" chip--{item.tone}" if item.tone else ""
    return CHIP.format(tone, escape(str(item.chip))) if item.chip else ""
