"""What the registry can be narrowed by."""

import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cards import codes
from cards.issued.states import STATES
from cards.models import Card, CardKind, Post
from services import day_bounds

KINDS = [(key, label) for key, label in CardKind.choices if key != CardKind.LEAFLET]
LEAFLETS = "selebaran"
POSTED = [("", "Semua"), ("ada", "Sudah diunggah"), ("tayang", "Masih tayang"), ("belum", "Belum diunggah")]


class FilterForm(forms.Form):
    """Everything is optional; what makes no sense is ignored and told."""

    q = forms.CharField(label="Kata atau kode", required=False, max_length=100)
    jenis = forms.ChoiceField(label="Tentang", required=False, choices=[("", "Semua"), *KINDS])
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *((s.key, s.words) for s in STATES.values())]
    )
    unggahan = forms.ChoiceField(label="Unggahan", required=False, choices=POSTED)
    dari = day_bounds.optional_day("Dibuat sejak")
    sampai = day_bounds.optional_day("Sampai")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_leaflets = data.get("daftar") == LEAFLETS
        if self.is_leaflets:
            del self.fields["jenis"], self.fields["unggahan"]
        self.is_valid()

    def narrowed(self, cards: QuerySet[Card]) -> QuerySet[Card]:
        """The cards that fit, but for their state, which no query knows."""
        cards = cards.leaflets() if self.is_leaflets else cards.posted_ones()
        if kind := self.given("jenis"):
            cards = cards.filter(kind=kind)
        if posted := self.given("unggahan"):
            cards = _posted(cards, posted)
        if day := self.given("dari"):
            cards = cards.filter(issued_at__gte=_start_of(day))
        if day := self.given("sampai"):
            cards = cards.filter(issued_at__lt=_start_of(day + datetime.timedelta(days=1)))
        return _with_words(cards, self.given("q") or "")

    @property
    def state(self) -> str:
        """The state that is asked for, or nothing."""
        return self.given("keadaan") or ""

    def given(self, name: str) -> Any:
        """What was chosen, if it makes sense."""
        return self.cleaned_data.get(name)

    @property
    def parameters(self) -> dict[str, str]:
        """The filter as it stands in an address."""
        chosen = {name: self.data.get(name, "") for name in self.fields}
        return {"daftar": LEAFLETS, **chosen} if self.is_leaflets else chosen

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(self.data.get(name) for name in self.fields)


def _posted(cards: QuerySet[Card], chosen: str) -> QuerySet[Card]:
    posts = Post.objects.filter(card=OuterRef("pk"))
    if chosen == "tayang":
        return cards.filter(Exists(posts.filter(removed_on=None)))
    return cards.filter(Exists(posts) if chosen == "ada" else ~Exists(posts))


def _with_words(cards: QuerySet[Card], words: str) -> QuerySet[Card]:
    """Cards whose name, key or code has every word; a whole code may be typed in any spelling."""
    if codes.is_valid(code := codes.normalise(words)):
        return cards.filter(code=code)
    for word in words.split():
        code = codes.normalise(word)
        named = Q(subject__icontains=word) | Q(content__name__icontains=word)
        cards = cards.filter(named | Q(content__short_name__icontains=word) | Q(code__startswith=code))
    return cards


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
