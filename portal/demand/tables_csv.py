"""A table as a CSV file that a spreadsheet opens as it is, and runs nothing of."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import HttpResponse

from services.catalogue_cells import safe


def csv_response(rows: Iterable[list[Any]], name: str) -> HttpResponse:
    """The rows as a download called `name`.csv: semicolons, UTF-8 with its mark, no cell taken for a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
