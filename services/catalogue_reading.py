"""Reading a catalogue file: bytes to text, text to plain values, and nothing that could hurt on the way.

A file comes from strangers. It may be huge, nested without end, or repeat itself a billion times; all of that
is refused before anything is built from it.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from services.catalogue_faults import CatalogueError, Fault, placed

LARGEST_FILE = 20 * 1024 * 1024
MOST_VALUES = 2_000_000
DEEPEST = 40
_Base = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def decode(content: bytes) -> str:
    """The text of a file. Raises `CatalogueError` if it is too large or not UTF-8."""
    if len(content) > LARGEST_FILE:
        raise _whole_file(f"lebih besar dari {LARGEST_FILE // 1024 // 1024} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _whole_file(
            "bukan teks UTF-8; simpan ulang sebagai teks biasa dengan pengodean UTF-8"
        ) from error


def read(text: str) -> dict[str, Any]:
    """The values of a file's text: mappings, lists, texts, whole and decimal numbers, true, false and null.

    Dates stay texts, and so does every number that is not written as it would be printed: a postal code
    00123, a phone number or a price 10.50 keep their spelling. Raises `CatalogueError`.
    """
    if len(text) > LARGEST_FILE:
        raise _whole_file(f"lebih besar dari {LARGEST_FILE // 1024 // 1024} MB")
    try:
        _check_depth(text)
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"baris {mark.line + 1}, kolom {mark.column + 1}" if mark else "berkas"
        raise CatalogueError([Fault(place, "", f"bukan YAML yang sah: {_explain(error)}")]) from error
    except UnicodeEncodeError as error:
        raise _whole_file("memuat huruf yang tidak sah") from error
    if not isinstance(data, dict):
        raise _whole_file("isi paling atas harus berupa daftar kunci (office, services, …)")
    check_values(data)
    return data


def check_values(data: dict[str, Any]) -> None:
    """Refuse what no catalogue holds, with a `CatalogueError` that names where it stands."""
    if faults := [placed(data, path, reason) for path, reason in _hostile(data)]:
        raise CatalogueError(faults)


def _whole_file(reason: str) -> CatalogueError:
    return CatalogueError([Fault("berkas", "", reason)])


class _Loader(_Base):
    """Safe YAML in which a key that is written twice is a fault instead of the last one winning."""

    yaml_implicit_resolvers: dict = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict:
        seen: set[str] = set()
        for key, _ in getattr(node, "value", []) if isinstance(node, yaml.MappingNode) else []:
            place = f"baris {key.start_mark.line + 1}"
            if not isinstance(key, yaml.ScalarNode):
                raise CatalogueError([Fault(place, "", "nama kunci harus berupa teks")])
            if key.value in seen:
                raise CatalogueError([Fault(place, key.value, "kunci ditulis dua kali")])
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _number(loader: Any, node: Any) -> Any:
    """A number if it is spelled as it would be printed, else its text."""
    written = loader.construct_scalar(node)
    kind = float if "." in written else int
    try:
        value = kind(written)
    except (ValueError, OverflowError):
        return written
    return value if len(written) <= 17 and str(value) == written else written


def _truth(loader: Any, node: Any) -> Any:
    written = loader.construct_scalar(node)
    return {"true": True, "false": False}.get(written.lower(), written)


def _refuse(loader: Any, node: Any) -> None:
    place = f"baris {node.start_mark.line + 1}"
    raise CatalogueError([Fault(place, "", f"jenis data {str(node.tag)[:40]} tidak dipakai di katalog")])


for _tag, _pattern, _first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^-?[0-9]+$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("merge", r"^<<$", "<"),
]:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
for _tag in ("int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _number)
_Loader.add_constructor("tag:yaml.org,2002:bool", _truth)
for _tag in ("timestamp", "binary", "set", "omap", "pairs"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _refuse)
_Loader.add_constructor(None, _refuse)


def _check_depth(text: str) -> None:
    """Refuse deep nesting before libyaml builds nodes: it does so by recursion and would take the process down."""
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise CatalogueError(
                    [Fault(f"baris {event.start_mark.line + 1}", "", "susunannya terlalu dalam")]
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _hostile(data: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    """What no catalogue holds: keys that are no text, letters no database keeps, repetition without end."""
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), data)]
    count = 0
    while waiting:
        path, value = waiting.pop()
        count += 1
        if count > MOST_VALUES or len(path) > DEEPEST:
            raise _whole_file("isinya berulang tanpa akhir atau terlalu banyak")
        if isinstance(value, str) and _UNPRINTABLE.search(value):
            yield path, "memuat huruf kendali yang tidak dapat disimpan"
        elif isinstance(value, list):
            waiting += [((*path, index), each) for index, each in enumerate(value)]
        elif isinstance(value, dict):
            for key, each in value.items():
                if not isinstance(key, str) or _UNPRINTABLE.search(key):
                    yield (*path, str(key)[:40]), "nama kunci harus berupa teks"
                else:
                    waiting.append(((*path, key), each))


_PROBLEMS = {
    "mapping values are not allowed": "ada titik dua yang tidak pada tempatnya; beri tanda kutip pada teks yang "
    "memuat titik dua",
    "could not find expected ':'": "baris ini tidak berbentuk kunci: nilai",
    "did not find expected key": "jumlah spasi di awal baris tidak cocok dengan baris di atasnya",
    "did not find expected '-' indicator": "jumlah spasi di awal butir daftar tidak cocok dengan butir di atasnya",
    "did not find expected ',' or": "kurung siku atau kurung kurawal tidak ditutup, atau koma tertinggal",
    "did not find expected node content": "kurung siku atau kurung kurawal tidak ditutup",
    "found character that cannot start any token": "ada huruf yang tidak boleh mengawali nilai (misalnya tab, @, "
    "atau `); beri tanda kutip",
    "found unexpected end of stream": "tanda kutip tidak ditutup",
    "found undefined alias": "tanda * merujuk jangkar yang tidak ada; beri tanda kutip bila itu teks",
    "expected a single document": "berkas memuat lebih dari satu dokumen (---)",
    "control characters are not allowed": "ada huruf kendali; berkas ini mungkin bukan teks",
    "unacceptable": "ada huruf kendali; berkas ini mungkin bukan teks",
    "found unknown escape character": "garis miring terbalik di dalam tanda kutip ganda; pakai tanda kutip tunggal",
}


def _explain(error: yaml.YAMLError) -> str:
    told = str(error)
    return next((words for part, words in _PROBLEMS.items() if part in told), "susunannya tidak dapat dibaca")
