"""Where issued cards went: recording a posting, changing it, saying that it was taken down, and taking all that back."""

from typing import Any
from unicodedata import category

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from cards import codes
from cards.calendar import plans
from cards.models import Card, PlannedPost, Post
from cards.models.card import UNUSED
from cards.platforms import PLATFORMS, POSTED_ON, PRINTED_ON, label_of
from cards.registry import reopen, today
from services import audit, day_bounds
from services.links import web_link

UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Kinds of characters (Unicode) that nobody sees, some of which turn the order of those beside them."""
CHOICES = [(key, PLATFORMS[key].label) for key in (*POSTED_ON, *PRINTED_ON)]


class PostForm(forms.ModelForm):
    """Where, under which address, and when a card was posted."""

    platform = forms.ChoiceField(label="Media", choices=CHOICES)
    url = forms.URLField(
        label="Tautan unggahan",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Boleh kosong. Dengan tautan, unggahan lama mudah ditemukan bila isinya berubah.",
    )
    posted_on = forms.DateField(
        label="Tanggal",
        validators=[day_bounds.check_day],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta:
        model = Post
        fields = ("platform", "url", "posted_on")

    def clean_url(self) -> str:
        """Only addresses that a browser may open."""
        url = self.cleaned_data["url"]
        if url and not web_link(url):
            raise ValidationError("Tautan harus dimulai dengan https:// atau http://.")
        if any(category(each) in UNSEEN for each in url):
            raise ValidationError("Tautan memuat tanda yang tidak terlihat. Salin lagi dari unggahannya.")
        return url

    def clean_posted_on(self) -> Any:
        """A posting that is to come is a plan."""
        day = self.cleaned_data["posted_on"]
        if day > today():
            raise ValidationError("Tanggal ini belum tiba. Rencana unggahan dicatat di kalender.")
        return day


@transaction.atomic
def save(form: PostForm, card: Card, *, by: Any) -> Post:
    """The posting of a valid form, new or changed."""
    is_new = form.instance.pk is None
    post = form.save(commit=False)
    post.card = card
    if is_new:
        post.posted_by = by
    post.save()
    if is_new:
        plans.link_post(post)
        if card.settled_for == UNUSED:
            reopen(card)
    _record("post-card" if is_new else "change-post", post, by)
    return post


@transaction.atomic
def take_down(post: Post, is_down: bool, *, by: Any) -> None:
    """Say that a posting was taken down from its platform today, or that it is still there."""
    post.removed_on = today() if is_down else None
    post.save(update_fields=["removed_on"])
    _record("change-post", post, by)


@transaction.atomic
def remove(post: Post, *, by: Any) -> None:
    """Forget a posting that was recorded by mistake."""
    _record("remove-post", post, by)
    post.delete()


def state(post: Post) -> dict[str, Any]:
    """A posting as plain data, from which `restore` makes it again."""
    return {
        "pk": post.pk,
        "card": post.card_id,
        "platform": post.platform,
        "url": post.url,
        "posted_on": post.posted_on.isoformat(),
        "posted_by": post.posted_by_id,
        "removed_on": post.removed_on.isoformat() if post.removed_on else None,
        "plans": list(post.plans.values_list("pk", flat=True)),
    }


@transaction.atomic
def restore(kept: dict[str, Any], *, by: Any) -> Post:
    """A posting as it was: changed back, or made again with the plans that led to it."""
    fields = {name: kept[name] for name in ("platform", "url", "posted_on", "removed_on")}
    fields |= {"card_id": kept["card"], "posted_by_id": kept["posted_by"]}
    post, _ = Post.objects.update_or_create(pk=kept["pk"], defaults=fields)
    PlannedPost.objects.filter(pk__in=kept["plans"], post=None).update(post=post)
    post.refresh_from_db()
    _record("change-post", post, by)
    return post


def _record(action: str, post: Post, by: Any) -> None:
    said = {"platform": label_of(post.platform), "date": post.posted_on.isoformat(), "url": post.url}
    if post.removed_on:
        said["removed_on"] = post.removed_on.isoformat()
    audit.record(action, post.card, by=by, code=codes.display(post.card.code), **said)
