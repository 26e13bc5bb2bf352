"""Draws a matrix as plain strings: a page has hundreds of dots. The area of a dot is its number, and its name says it."""
from html import escape
from math import sqrt

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
LARGEST, SMALLEST = 15.0, 3.0  # radius, in a square of 36
WITH_NUMBER = 9.5  # a dot from this radius on has room for its number
EMPTY = "<td></td>"


@register.simple_tag
def matrix(drawn, address, caption, corner):
    """Dots under their heads, behind the name of their row; each leads to `address` with its query."""
    most = drawn.most
    rows = "".join(f"<tr>{row_head(row, address)}{''.join(dot(cell, address, most) for cell in row.cells)}</tr>" for row in drawn.rows)
    return table("matrix", drawn, caption, f'<th scope="col"><span class="sr">{escape(corner)}</span></th>', rows)


@register.simple_tag
def numbers(drawn, caption, corner):
    """The same in numbers."""
    rows = "".join(f'<tr><th scope="row">{escape(row.name)}</th>{"".join(number(cell) for cell in row.cells)}</tr>' for row in drawn.rows)
    return table("figures", drawn, caption, f'<th scope="col">{escape(corner)}</th>', rows)


def table(name, drawn, caption, corner, rows) -> str:
    heads = "".join(f'<th scope="col" class="num">{escape(head).replace("—", "—<br>")}</th>' for head in drawn.heads)
    top = f'<caption class="sr">{escape(caption)}</caption><thead><tr>{corner}{heads}</tr></thead>'
    return mark_safe(f'<table class="{name}">{top}<tbody>{rows}</tbody></table>')


def row_head(row, address) -> str:
    name, count = escape(row.name), f"<small>{row.count:,}</small>" if row.count else ""
    if not row.query:
        return f'<th scope="row"><span>{name}{count}</span></th>'
    return f'<th scope="row"><a href="{escape(address)}?{escape(row.query)}">{name}{count}</a></th>'


def dot(cell, address, most) -> str:
    if not cell.count:
        return EMPTY
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(cell.count / most)
    digits = f"{cell.count}"
    inside = f'<text x="18" y="22">{digits}</text>' if radius >= WITH_NUMBER and len(digits) <= 3 else ""
    drawing = f'<svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="{radius:.1f}"/>{inside}</svg>'
    leads = f'href="{escape(address)}?{escape(cell.query)}"' if cell.query else 'role="img"'
    return f'<td><a {leads} aria-label="{escape(cell.said)}">{drawing}</a></td>'


def number(cell) -> str:
    return f'<td class="num">{cell.count:,}</td>' if cell.count else EMPTY
