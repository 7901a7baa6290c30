"""The rows of Today: each in one go, for a page holds up to two hundred, and a template of its own takes ten times as
long."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leadwright.kit.doors import address
from leadwright.web.desk import Item
from leadwright.web.templatetags.look import icon, their_time, told, why

register = template.Library()

ROW = (
    '<a class="row{later}" href="{pane}" data-row data-pane="{pane}" data-open="{page}"><span class="row__no" '
    'aria-hidden="true"></span>{sign}<span class="row__main"><span class="row__top"><span class="row__who">{who}</span>'
    '{company}<span class="row__gist{plain}">{gist}</span></span>{why}</span><span class="row__end">{end}{act}</span>'
    "</a>\n"
)
COMPANY = '<span class="row__org cut">{}</span>'
ACT = '<span class="row__act">{} <kbd aria-hidden="true">{}</kbd></span>'


@register.simple_tag(takes_context=True)
def row(context: template.Context, item: Item) -> SafeString:
    return format_html(
        ROW,
        later=" row--later" if item.later else "",
        pane=item.pane,
        page=address("leads:detail", item.lead.pk),
        sign=icon(item.sign),
        who=item.lead.name,
        company=format_html(COMPANY, item.lead.account.name) if item.lead.account_id else "",
        plain="" if item.spoken else " row__gist--plain",
        gist=item.gist if item.spoken else told(item.gist),
        why=why(item.why, "span"),
        end=their_time(context, item.lead) if item.clock else chip(item),
        act=format_html(ACT, *item.act) if item.act[0] else "",
    )


def chip(item: Item) -> SafeString | str:
    tone = f" chip--{item.tone}" if item.tone else ""
    return format_html('<span class="chip{}">{}</span>', tone, item.chip) if item.chip else ""
