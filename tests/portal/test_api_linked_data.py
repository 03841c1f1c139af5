"""JSON-LD: every term a service uses is in our context, and means what the vocabularies say it means."""

import pytest

from services.models import ServiceEdition

CPSV, CV = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/"
CONTEXT = "/api/v1/context.jsonld"
# From the JSON-LD context of the CPSV-AP 3.2.0 release.
MEANINGS = {
    "PublicService": f"{CPSV}PublicService", "PublicOrganization": f"{CV}PublicOrganisation", "Channel": f"{CV}Channel",
    "ContactPoint": f"{CV}ContactPoint", "Cost": f"{CV}Cost", "Evidence": f"{CV}Evidence", "Output": f"{CV}Output",
    "LifeEvent": f"{CV}LifeEvent", "LegalResource": "http://data.europa.eu/eli/ontology#LegalResource",
    "Rule": f"{CPSV}Rule", "Concept": "http://www.w3.org/2004/02/skos/core#Concept",
    "hasCompetentAuthority": f"{CV}hasCompetentAuthority", "hasContactPoint": f"{CV}contactPoint",
    "hasChannel": f"{CV}hasChannel", "hasCost": f"{CV}hasCost", "hasValue": f"{CV}hasValue", "currency": f"{CV}currency",
    "hasInput": f"{CPSV}hasInput", "produces": f"{CPSV}produces", "follows": f"{CPSV}follows",
    "processingTime": f"{CV}processingTime", "hasLegalResource": f"{CV}hasLegalResource",
    "isClassifiedBy": f"{CV}isClassifiedBy", "isGroupedBy": f"{CV}isGroupedBy", "relatedService": f"{CV}relatedService",
    "ownedBy": f"{CV}ownedBy", "telephone": f"{CV}telephone", "email": f"{CV}email", "contactPage": f"{CV}contactPage",
    "title": "http://purl.org/dc/terms/title", "description": "http://purl.org/dc/terms/description",
    "identifier": "http://purl.org/dc/terms/identifier", "keyword": "http://www.w3.org/ns/dcat#keyword",
    "spatial": "http://purl.org/dc/terms/spatial", "language": "http://purl.org/dc/terms/language",
    "prefLabel": "http://www.w3.org/2004/02/skos/core#prefLabel",
}  # fmt: skip


@pytest.fixture
def terms(demo, client):
    return client.get(CONTEXT).json()["@context"]


def expanded(terms, name):
    """The address a term stands for."""
    said = terms[name] if isinstance(terms[name], str) else terms[name]["@id"]
    prefix, colon, rest = said.partition(":")
    return expanded(terms, prefix) + rest if colon and prefix in terms and not rest.startswith("//") else said


def unknown(node, terms, at=""):
    """Terms and types of a tree that the context does not have; offices have schema.org's own context."""
    if isinstance(node, list):
        for each in node:
            yield from unknown(each, terms, at)
    elif isinstance(node, dict):
        if node.get("@context") == "https://schema.org":
            return
        for name, value in node.items():
            if name == "@context":
                continue
            if name not in terms:
                yield f"{at}.{name}"
            elif name == "type":
                yield from (
                    f"{at}: {each}"
                    for each in ([value] if isinstance(value, str) else value)
                    if each not in terms
                )
            elif isinstance(terms[name], dict) and terms[name].get("@container") == "@language":
                yield from (f"{at}.{name}@{each}" for each in value if each not in ("id", "en"))
            else:
                yield from unknown(value, terms, f"{at}.{name}")


def test_terms_mean_what_the_profile_says(terms):
    assert {name: expanded(terms, name) for name in MEANINGS} == MEANINGS


def test_every_service_uses_only_terms_of_the_context(terms, client, settings):
    seen = set()
    for slug in ServiceEdition.objects.live().values_list("slug", flat=True):
        answer = client.get(f"/api/v1/services/{slug}.jsonld")
        data = answer.json()
        assert answer["Content-Type"] == "application/ld+json"
        assert data["@context"] == settings.SITE_URL + CONTEXT
        assert list(unknown(data, terms)) == [], slug
        for name in (
            "identifier",
            "title",
            "description",
            "hasCompetentAuthority",
        ):  # the profile's mandatory ones
            assert data[name], slug
        seen |= data.keys()
    assert {
        "hasCost",
        "processingTime",
        "hasInput",
        "produces",
        "hasChannel",
        "isGroupedBy",
        "hasLegalResource",
    } <= seen
    assert list(unknown({"id": "x", "hasFee": 1, "type": "Fee"}, terms)) == [".hasFee", ": Fee"]
