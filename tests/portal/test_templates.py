"""Templates that are put together and folded beforehand say what Django's own would."""

import gzip

import pytest
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import RequestFactory

from portal.compression import compress_public_pages, gzipped

BASE = """<a>{% block a %}base a{% endblock %}<b>{% block b %}b {{ x }}{% endblock %}
{% if x %}{% block c %}{% endblock %}{% endif %}"""
LEAKING = """{% extends "base" %}
{% block a %}{% firstof "leaked" as y %}{% endblock %}{% block b %}[{{ y }}]{% endblock %}"""
MIDDLE = """{% extends "base" %}{% block a %}{% with x="within" %}{{ x }}{% endwith %}{% block inner %}inner{% endblock %}
{% endblock %}not shown"""
TEMPLATES = {
    "base": BASE,
    "middle": MIDDLE,
    "leaf": '{% extends "middle" %}{% block inner %}leaf {{ x }}{% endblock %}{% block c %}c of leaf{% endblock %}',
    "other": '{% extends "middle" %}{% block a %}without inner{% endblock %}{% block inner %}lost{% endblock %}',
    "adding": '{% extends "leaf" %}{% block inner %}{{ block.super }} and more{% endblock %}',
    "chosen": "{% extends parent %}{% block b %}chosen{% endblock %}",
    "on top": '{% extends "adding" %}{% block b %}on top{% endblock %}',
    "leaking": LEAKING,
}
PLAIN = ("django.template.loaders.locmem.Loader", TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("x", ["", "outside"])
def test_a_template_put_together_renders_as_before(name, x):
    ours = Engine(loaders=[("portal.template_folding.Loader", [PLAIN])])
    django = Engine(loaders=[PLAIN])
    given = {"x": x, "parent": "base"}
    for _ in range(2):
        assert ours.get_template(name).render(Context(given)) == django.get_template(name).render(
            Context(given)
        )


def test_a_page_is_compressed_whole_and_its_length_tells_little():
    text = b"Bawa KTP-el dan KK. " * 200
    packed = [gzipped(text) for _ in range(60)]
    assert {gzip.decompress(each) for each in packed} == {text}
    assert len({len(each) for each in packed}) > 10


def answered(text, accepts="gzip", **headers):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return compress_public_pages(lambda _: HttpResponse(text, headers=headers))(request)


def test_what_is_compressed_says_so_and_keeps_its_name():
    answer = answered("Layanan " * 100, ETag='"abc"')
    assert (answer["Content-Encoding"], answer["ETag"], answer["Vary"]) == (
        "gzip",
        'W/"abc"',
        "Accept-Encoding",
    )
    assert int(answer["Content-Length"]) == len(answer.content) < 300


@pytest.mark.parametrize(
    ("text", "accepts", "headers"),
    [
        ("Layanan " * 100, "br", {}),
        ("pendek", "gzip", {}),
        ("Layanan " * 100, "gzip", {"Content-Type": "image/png"}),
        ("Layanan " * 100, "gzip", {"Content-Encoding": "br"}),
    ],
)
def test_what_is_better_left_alone_stays_as_it_is(text, accepts, headers):
    assert answered(text, accepts, **headers).content == text.encode()
