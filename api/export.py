"""Rows as a CSV file that a Danish Excel opens with a click and that does nothing on its own."""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from api.rows import RowResponse

MEDIA_TYPE = "text/csv; charset=utf-8"
_ACTS = re.compile(r"[\s\0]*[=+\-@＝＋－＠|]|[\t\r\n]")
"""How a cell begins that a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection"""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


def csv_file(shape: type[RowResponse], rows: Sequence[RowResponse]) -> bytes:
    """The rows with their headings: semicolons and decimal commas, and a mark first that says it is UTF-8."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    columns = shape.columns()
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def cell(value: object) -> str:
    """What stands in a cell: a number with a comma, a list with semicolons, and text that stays text."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:.15g}".replace(".", ",")
    text = "; ".join(value) if isinstance(value, list) else str(value)
    text = text.replace("\0", "")
    # An apostrophe first is what spreadsheets themselves mark text with.
    return f"'{text}" if _ACTS.match(text) and not _NUMBER.fullmatch(text) else text
