"""Lists as CSV files that a spreadsheet opens: semicolons, UTF-8 with its mark, no cell taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from services.catalogue_cells import safe


def streamed_csv(rows: Iterable[Iterable[Any]], name: str) -> StreamingHttpResponse:
    """The rows, the first of which names the columns, as a file called `name` and today's date. Written row by row."""
    writer = csv.writer(_Echo(), delimiter=";")
    lines = (writer.writerow([safe(str(cell)) for cell in row]) for row in rows)
    response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _marked(lines: Iterator[str]) -> Iterator[str]:
    """With the mark that tells a spreadsheet that this is UTF-8."""
    yield "\ufeff"
    yield from lines
