"""From how a resident wrote to how a question of the FAQ begins: one sentence, without greetings and masks."""

import re
from collections.abc import Mapping

from django.utils.text import slugify

from faq.models import Question
from services.masking import MAIL, NUMBER, PHONE
from services.search.analysis import stems
from services.search.fillers import FILLERS

LONGEST = 160
"""Letters a suggested question has at most."""

_UNSAID = FILLERS | {"el"}
"""Words of a case that people leave out."""
_MASKS = re.compile("|".join(re.escape(each) for each in (NUMBER, PHONE, MAIL)))
_GREETING = re.compile(
    r"^(?:(?:halo|hallo|hai|hi|permisi|maaf|assalam\S*|salam|(?:selamat )?(?:pagi|siang|sore|malam)|dear|hello"
    r"|mohon (?:maaf|info\w*|izin)|(?:mau|ingin|izin|numpang|mo) (?:tanya|bertanya|nanya)|tanya"
    r"|min|admin|kak|pak|bu|bapak|ibu|gan)(?![\w-])[\s,.!:;]*)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!\n]+(?:[?!]+|\.(?!\d)|\n|$)|[^?!\n]+")
_THANKS = re.compile(
    r"(?<![\s,.])[\s,.]*+(?:terima ?kasih|makasih|trims|thanks?|thank you)\b.*$", re.IGNORECASE
)


def suggested_question(text: str) -> str:
    """The sentence of a question that asks, as a title: "Berapa biaya KK baru?". It is only where an editor starts."""
    plain = " ".join(_MASKS.sub(" ", text).split())
    sentences = [_trimmed(each.group()) for each in _SENTENCE.finditer(plain)]
    told = [each for each in sentences if len(each) > 3]
    asking = [each for each in told if each.endswith("?")]
    sentence = next(iter(asking or sorted(told, key=len, reverse=True)), "")
    if len(sentence) > LONGEST:
        sentence = sentence[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "?"
    if sentence and not sentence.endswith("?"):
        sentence = sentence.rstrip(" .!,;:") + "?"
    return sentence[:1].upper() + sentence[1:]


def suggested_case(text: str, labels: Mapping[str, str]) -> str:
    """The key of the case that a question names: most who ask do not pick theirs. If that is not plain: "".

    `labels` are the cases of its service by key. All words of the case stand in the question, and more of them than of
    any other: "meninggal di rumah sakit" is not "meninggal di rumah".
    """
    said = set(stems(text))
    words = {key: set(stems(label)) - _UNSAID for key, label in labels.items()}
    hits = sorted(((len(each & said), key) for key, each in words.items()), reverse=True)
    if not hits or not hits[0][0] or (len(hits) > 1 and hits[0][0] == hits[1][0]):
        return ""
    best = hits[0][1]
    return best if words[best] <= said else ""


def _trimmed(sentence: str) -> str:
    without = _GREETING.sub("", sentence.strip())
    return _THANKS.sub("", without).strip(" ,;:-") if not without.endswith("?") else without


def free_slug(question: str) -> str:
    """A short address made of a question that no other question has."""
    longest = Question._meta.get_field("slug").max_length - 4
    base = (
        slugify(question)[:longest].rsplit("-", 1)[0]
        if len(slugify(question)) > longest
        else slugify(question)
    )
    base = base.strip("-") or "tanya-jawab"
    taken = set(Question.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(each for each in numbers if each not in taken)
