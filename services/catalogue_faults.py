"""What is wrong with a catalogue file, told by row, field and reason in plain Indonesian."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file: in which row, which field, and why."""

    row: str
    field: str
    reason: str

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.row, self.field])) + f": {self.reason}"


class CatalogueError(ValueError):
    """A file that cannot be imported. Nothing was changed; `faults` says what is wrong and where."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


REASONS = {
    "missing": "wajib diisi",
    "string_type": "harus berupa teks",
    "string_too_short": "tidak boleh kosong",
    "string_pattern_mismatch": "hanya boleh huruf, angka, tanda hubung, dan garis bawah, tanpa aksen",
    "int_type": "harus berupa angka bulat",
    "int_parsing": "harus berupa angka bulat",
    "int_parsing_size": "angka terlalu besar",
    "int_from_float": "harus berupa angka bulat",
    "float_type": "harus berupa angka",
    "float_parsing": "harus berupa angka",
    "finite_number": "harus berupa angka",
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "list_type": "harus berupa daftar",
    "tuple_type": "harus berupa pasangan jam buka dan jam tutup, misalnya ['08:00', '12:00']",
    "dict_type": "harus berupa kunci dan nilai",
    "model_type": "harus berupa kunci dan nilai",
    "model_attributes_type": "harus berupa kunci dan nilai",
    "invalid_key": "nama kunci harus berupa teks",
    "extra_forbidden": "kunci tidak dikenal",
    "too_short": "daftar ini tidak boleh kosong",
}
WITHOUT_QUOTE = {"missing", "model_type", "dict_type", "list_type", "tuple_type", "too_short", "value_error"}


def reason_of(error: Any) -> str:
    """Why pydantic refused a value, with the value where that helps to find it."""
    kind = error["type"]
    reason = _reason(kind, error.get("ctx", {}), error["msg"])
    quote = repr(error["input"])[:LONGEST_QUOTE]
    return reason if kind in WITHOUT_QUOTE or error["input"] is None else f"{reason} (tertulis: {quote})"


def _reason(kind: str, context: dict[str, Any], message: str) -> str:
    if kind in {"enum", "literal_error"}:
        choices = str(context.get("expected")).replace(" or ", " atau ")
        return f"nilai tidak dikenal, pilih salah satu dari {choices}"
    if kind.startswith(("greater_than", "less_than")):
        least = "ge" in context
        return f"harus {'paling sedikit' if least else 'paling banyak'} {context['ge' if least else 'le']}"
    if kind == "string_too_long":
        return f"terlalu panjang, paling banyak {context['max_length']} huruf"
    if kind == "too_long":
        return "terlalu banyak butir"
    if kind == "value_error":
        return str(context.get("error", message))
    if kind.startswith("date"):
        return "tanggal ditulis 2026-01-31"
    if kind.startswith("time"):
        return "jam ditulis '08:00'"
    return REASONS.get(kind, "nilai ini tidak sah")


def placed(data: Any, path: tuple[Any, ...], reason: str) -> Fault:
    """Name the row of a path by its keys ("services ktp-el-baru › requirements f-1-02"), the rest is the field."""
    row: list[str] = []
    field: list[str] = []
    node = data
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, int) and isinstance(node, dict):
            row.append(f"{'.'.join(field)} {_name(node) or f'ke-{part + 1}'}")
            field = []
        else:
            field.append(str(part + 1) if isinstance(part, int) else str(part)[:LONGEST_QUOTE])
    return Fault(" › ".join(row), ".".join(field), reason)


def _name(row: dict) -> str:
    keys = ("slug", "key", "id", "code", "provider", "date", "year")
    return next((str(row[key])[:80] for key in keys if isinstance(row.get(key), str | int)), "")
