"""What the 14 parts of a service standard say, as a page, a decree's annex and a person read them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.choices import RequirementForm, TimeKind, actor_label
from services.facts import ChannelFacts

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One paragraph or item of a list, with what else is said of it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What a part says. `look` is "numbered", "listed" or "plain"."""

    items: tuple[Item, ...] = ()
    look: str = "plain"


def edition_parts(data: Data, channels: Mapping[str, ChannelFacts]) -> dict[str, Said]:
    """The parts that editions hold, by key, from a document or a draft in its shape."""
    cases = {case["key"]: case["label"] for case in data["cases"]}
    labels = {each["key"]: each["label"] for each in data["requirements"]}
    return {
        "persyaratan": Said(tuple(_paper(each, cases, labels) for each in data["requirements"]), "numbered"),
        "prosedur": Said(tuple(_step(each, cases) for each in data["steps"]), "numbered"),
        "waktu": Said(_time(data["processing_time"])),
        "biaya": Said(_fee(data["fee"])),
        "produk": Said(_product(data), "listed"),
        "pengaduan": Said(
            tuple(_channel(channels[key]) for key in data["channels"] if key in channels), "listed"
        ),
        "dasar-hukum": Said(tuple(_law(each) for each in data["legal_bases"]), "numbered"),
    }


def written(text: str) -> Said:
    """A part that is one text: a paragraph for each of its lines."""
    return Said(tuple(Item(line.strip()) for line in text.splitlines() if line.strip()))


def _labelled(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """Notes with what they are, those that say something."""
    return tuple(
        f"{label}: {text.strip()}" if label else text.strip() for label, text in pairs if text.strip()
    )


def _case_words(keys: list[str], cases: Mapping[str, str]) -> str:
    return ", ".join(cases[key] for key in keys if key in cases)


def _if_label(condition: str) -> str:
    """What stands before a condition that does not say itself that it is one."""
    return "" if condition.casefold().startswith(("jika", "bila", "apabila")) else "Hanya jika"


def _paper(each: Data, cases: Mapping[str, str], labels: Mapping[str, str]) -> Item:
    copies = f"{each['copies']} lembar" if each["copies"] else ""
    form = [str(RequirementForm(each["form"]).label), each["form_code"], copies]
    return Item(
        each["label"],
        _labelled(
            ("", ", ".join(filter(None, form))),
            (_if_label(each["condition"]), each["condition"]),
            ("Untuk keadaan", _case_words(each["cases"], cases)),
            ("Pengganti untuk", labels.get(each["alternative_to"], "")),
            ("", each["note"]),
            ("Didapat di", each["where_to_get"]),
            ("Rujukan", each["legal_ref"]),
        ),
    )


def _step(each: Data, cases: Mapping[str, str]) -> Item:
    actor = "Pemohon" if each["actor"] == "pemohon" else actor_label(each["actor"])
    notes = _labelled(("Di", each["where"]), ("Untuk keadaan", _case_words(each["cases"], cases)))
    return Item(f"{actor}: {each['text']}", notes)


def _time(time: Data) -> tuple[Item, ...]:
    kind = str(TimeKind(time["kind"]).label) if time["kind"] else ""
    notes = _labelled(
        ("Dihitung sejak", time["starts_when"]), ("", kind), ("Dasar", time["basis"]), ("", time["note"])
    )
    return (Item(time["text"].strip(), notes),) if time["text"].strip() else ()


def _fee(fee: Data) -> tuple[Item, ...]:
    notes = _labelled(
        ("Dasar", fee["basis"]), ("", fee["note"]), ("Biaya lain di luar kantor", fee["other_costs"])
    )
    return (Item(fee["text"].strip(), notes),) if fee["text"].strip() else ()


def _product(data: Data) -> tuple[Item, ...]:
    validity = _labelled(("Masa berlaku", data["validity"]))
    *first, last = [*data["product"]] or [""]
    return (*map(Item, first), Item(last, validity)) if last else ()


def _channel(channel: ChannelFacts) -> Item:
    words = [channel.value, channel.url if channel.url != channel.value else ""]
    words += [f"SMS {channel.sms}"] if channel.sms else []
    notes = _labelled(
        ("Tanggapan pertama", channel.first_response),
        ("Penyelesaian", channel.resolution),
        ("", channel.note),
        ("", channel.privacy_note),
    )
    return Item(f"{channel.name}: {', '.join(filter(None, words))}", notes)


def _law(law: Data) -> Item:
    return Item(law["title"].strip() or law["short"], _labelled(("", law["about"])))
