"""The judge of hostile answers finds what runs, and lets harmless text pass. Rich text is clean of the whole corpus."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.fields import clean_html
from tests.security import judge
from tests.security.corpus import ADDRESSES, BREAKOUTS, FORMULAS, LINKS, MARK, MUTATIONS, TAGS, TEXTS


def test_judge_sees_what_runs():
    seen = {
        each: judge.fragment(each) or list(judge.page(f"<!doctype html><title>x</title>{each}"))
        for each in TAGS
    }
    assert [each for each, faults in seen.items() if not faults] == []


def test_judge_sees_links_formulas_and_breakouts():
    missed = [each for each in LINKS[:6] + LINKS[9:12] if not judge.fragment(each)]
    assert missed == []
    assert list(judge.page(f'<input value="{BREAKOUTS[0]}">'))
    assert all(any(judge.table(f'a;"{each}"')) for each in FORMULAS if not each.startswith(("'", "\n")))
    assert judge.fragment(f"<p title='{MARK}'>{MARK} &lt;script&gt;</p>") == []


@given(
    st.lists(
        st.sampled_from([*TEXTS, *ADDRESSES, "<p>", "</p>", "<b>", "<!--", "-->", "<svg>", "<math>", '"']),
        max_size=6,
    )
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_rich_text_keeps_nothing_that_runs(parts):
    cleaned = clean_html("".join(parts))
    assert judge.fragment(cleaned) == []
    assert clean_html(cleaned) == cleaned, "cleaning again changes nothing: what was stored is what is shown"


def test_every_text_alone_is_cleaned():
    assert {
        each: judge.fragment(clean_html(each)) for each in TEXTS if judge.fragment(clean_html(each))
    } == {}
    assert all(f"{MARK}.example" not in clean_html(each) or "href" not in clean_html(each) for each in LINKS)
    assert MUTATIONS
