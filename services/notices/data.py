"""A notice as programs read it: schema.org for search engines, plain JSON for other offices' programs."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from services.facts import NoticeFacts, SharedFacts
from services.notices.current import begins, ends, is_fact_check
from services.notices.page import NoticePage
from services.office_data import government_office

CONTEXT = "https://schema.org"


def structured(page: NoticePage) -> dict[str, Any]:
    """https://schema.org/SpecialAnnouncement; a fact check is https://schema.org/ClaimReview."""
    notice, address = page.notice, settings.SITE_URL + page.path
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "url": address,
        "inLanguage": "id",
        "datePublished": notice.made_at.isoformat(timespec="seconds"),
        "dateModified": notice.changed_at.isoformat(timespec="seconds"),
    }
    return data | (_claim_review(page) if page.is_fact_check else _announcement(page))


def _announcement(page: NoticePage) -> dict[str, Any]:
    notice, last = page.notice, ends(page.notice)
    data = {
        "@type": "SpecialAnnouncement",
        "name": notice.title,
        "text": " ".join(filter(None, [notice.text, notice.advice])),
        "datePosted": notice.made_at.isoformat(timespec="seconds"),
        "publisher": _agency(page),
        "announcementLocation": _places(page),
        "expires": last.isoformat(timespec="seconds") if last else "",
    }
    return {name: value for name, value in data.items() if value}


def _places(page: NoticePage) -> list[dict[str, Any]]:
    named = [page.facts.offices[key] for key in page.notice.offices if key in page.facts.offices]
    offices = [government_office(each, page.facts, page.now.date()) for each in named]
    return [{name: each[name] for name in ("@type", "name", "url", "address")} for each in offices]


def _claim_review(page: NoticePage) -> dict[str, Any]:
    rating = {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Tidak benar",
    }
    return {
        "@type": "ClaimReview",
        "name": page.notice.title,
        "claimReviewed": page.notice.claim,
        "reviewBody": page.notice.text,
        "reviewRating": rating,
        "author": _agency(page),
    }


def _agency(page: NoticePage) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "name": page.agency_name}


def plain(notice: NoticeFacts, facts: SharedFacts) -> dict[str, Any]:
    """A notice as the open API gives it; see docs/api.md. Moments carry their offset from UTC."""
    last = ends(notice)
    return {
        "id": notice.pk,
        "url": settings.SITE_URL + reverse("public-notice", args=[notice.pk]),
        "agency": notice.agency,
        "kind": notice.kind,
        "severity": notice.severity,
        "is_fact_check": is_fact_check(notice),
        "title": notice.title,
        "claim": notice.claim,
        "text": notice.text,
        "advice": notice.advice,
        "source": notice.basis,
        "starts": begins(notice).isoformat(timespec="minutes"),
        "ends": last.isoformat(timespec="minutes") if last else None,
        "offices": [
            {"key": key, "name": facts.offices[key].name} for key in notice.offices if key in facts.offices
        ],
        "services": list(notice.services),
        "posted": notice.made_at.isoformat(timespec="seconds"),
        "changed": notice.changed_at.isoformat(timespec="seconds"),
    }
