"""Restricted Markdown: a few styles, and words from people without any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application.markup import Fence, Item, Paragraph, Span, escape, inline, parse, plain, plain_inline

PRINTABLE = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=120)


def test_the_allowed_styles_become_spans():
    assert inline("a **b** *c* `d` [e](https://f.example)") == (
        Span("a "),
        Span("b", bold=True),
        Span(" "),
        Span("c", italic=True),
        Span(" "),
        Span("d", code=True),
        Span(" "),
        Span("e", url="https://f.example"),
    )


def test_paragraphs_lists_and_fences_become_blocks():
    assert parse("one\n\n- two\n- three\n\n1. four\n\n```python\nx = 1\n```") == (
        Paragraph((Span("one"),)),
        Item("-", (Span("two"),)),
        Item("-", (Span("three"),)),
        Item("1.", (Span("four"),)),
        Fence("x = 1", "python"),
    )


@pytest.mark.parametrize(
    "text", ["# heading", "> quote", "<b>html</b>", "![picture](x.png)", "a | b", "http://bare.example"]
)
def test_everything_else_is_plain_text(text):
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    assert all(not span.bold and not span.italic for span in block.spans)
    assert not any(isinstance(block, Fence | Item) for block in parse(text))


def test_a_link_that_could_run_something_is_no_link():
    assert all(span.url is None for span in inline("[x](javascript:alert\\(1\\))"))


@given(PRINTABLE)
def test_escaped_words_show_exactly_themselves_without_any_style(text):
    spans = inline(escape(text))
    assert "".join(span.text for span in spans) == text.strip() or plain_inline(escape(text)) == text
    assert not any(span.bold or span.italic or span.code or span.url for span in spans)


@given(PRINTABLE.filter(str.strip))
def test_escaped_words_at_the_start_of_a_text_make_no_list_and_no_fence(text):
    assert all(isinstance(block, Paragraph) for block in parse(escape(text)))


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b"])
def test_invisible_and_controlling_characters_are_removed(hidden):
    assert plain(escape(f"a{hidden}b")) == "ab"


@given(st.text(max_size=300))
def test_any_text_at_all_is_parsed_without_an_error(text):
    assert isinstance(plain(text), str)
