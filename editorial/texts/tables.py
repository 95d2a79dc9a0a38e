"""Tables in rich text: rows of cells, the headings first, and nothing of their looks."""

import re
from collections.abc import Callable, Iterator
from html import escape

from editorial.texts.markup import Element

CELLS, PARTS = ("th", "td"), ("thead", "tbody", "tfoot")
WIDEST = 100  # cells that one may span
#: A cell with one paragraph and nothing else.
SOLE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)

Fill = Callable[[list["Element | str"]], str]


def rows_of(table: Element) -> list[Element]:
    """The rows of a table in their order: head, body, foot."""
    parts = {tag: [part for part in table.elements() if part.tag == tag] for tag in PARTS}
    loose = [part for part in table.elements() if part.tag == "tr"]
    heads, *others = (rows for rows in (parts["thead"], parts["tbody"], parts["tfoot"]))
    ordered = [row for part in heads for row in part.elements()] + loose
    ordered += [row for parts in others for part in parts for row in part.elements()]
    return [row for row in ordered if row.tag == "tr" and any(cells_of(row))]


def cells_of(row: Element) -> Iterator[Element]:
    return (cell for cell in row.elements() if cell.tag in CELLS)


def table_html(table: Element, fill: Fill) -> str:
    """A table as we keep it; ``fill`` says what stands in a cell. Empty where it has no cells."""
    rows = rows_of(table)
    if not rows:
        return ""
    above = headings_above(table, rows)
    parts = [part_html("thead", rows[:above], fill), part_html("tbody", rows[above:], fill)]
    return f"<table>{''.join(parts)}</table>"


def headings_above(table: Element, rows: list[Element]) -> int:
    """How many of the first rows are headings: those of a head, or all of whose cells are."""
    in_head = sum(len([*part.elements()]) for part in table.elements() if part.tag == "thead")
    of_headings = (all(cell.tag == "th" for cell in cells_of(row)) for row in rows)
    found = next((at for at, is_all in enumerate(of_headings) if not is_all), len(rows))
    above = max(in_head, found)
    return above if above < len(rows) else min(found, 1)


def part_html(tag: str, rows: list[Element], fill: Fill) -> str:
    inside = "".join(row_html(row, fill, is_above=tag == "thead") for row in rows)
    return f"<{tag}>{inside}</{tag}>" if rows else ""


def row_html(row: Element, fill: Fill, *, is_above: bool) -> str:
    cells = list(cells_of(row))
    return f"<tr>{''.join(cell_html(cell, fill, is_above) for cell in cells)}</tr>"


def cell_html(cell: Element, fill: Fill, is_above: bool) -> str:
    """A cell: a heading of its column where ``is_above``, else of its row if it is one at all."""
    is_heading = is_above or cell.tag == "th"
    tag = "th" if is_heading else "td"
    scope = f' scope="{"col" if is_above else "row"}"' if is_heading else ""
    inside = fill(cell.inside).strip()
    sole = SOLE_PARAGRAPH.fullmatch(inside)
    return f"<{tag}{scope}{spans(cell)}>{sole[1] if sole else inside}</{tag}>"


def spans(cell: Element) -> str:
    given = ((name, cell.attributes.get(name, "").strip()) for name in ("colspan", "rowspan"))
    return "".join(
        f' {name}="{int(value)}"'
        for name, value in given
        if value.isascii() and value.isdigit() and 1 < int(value) <= WIDEST
    )


def rows_in_lines(table: Element, fill: Fill) -> str:
    """A table within a table: a paragraph for each row, its cells parted by lines."""
    rows = [" | ".join(fill(cell.inside).strip() for cell in cells_of(r)) for r in rows_of(table)]
    return "".join(f"<p>{row}</p>" for row in rows)


def plain_html(text: str) -> str:
    """A plain text as mark-up: a paragraph for each line, and lines of cells as a table.

    Spreadsheets and editors part cells by tabs; where two lines beside each other have as many,
    they are rows.
    """
    html: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        cells = line.strip("\r\n ").split("\t")
        if rows and len(cells) != len(rows[0]):
            html.append(tabbed(rows))
            rows = []
        if len(cells) > 1:
            rows.append(cells)
        elif line.strip():
            html.append(f"<p>{escape(line.strip(), quote=False)}</p>")
    return "".join(html)


def tabbed(rows: list[list[str]]) -> str:
    """Rows of cells as a table; one row alone as a line."""
    written = [[escape(cell.strip(), quote=False) for cell in row] for row in rows]
    if len(written) == 1:
        return f"<p>{' | '.join(filter(None, written[0]))}</p>"
    inside = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in written)
    return f"<table><tbody>{inside}</tbody></table>"
