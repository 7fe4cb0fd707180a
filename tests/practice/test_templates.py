"""What every template keeps to, checked by reading them all."""

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import crispy_forms
import pytest
from django.conf import settings
from django.template import TemplateSyntaxError, engines
from django.template.base import Lexer, TokenType

from tests.test_rooms import ROOMS

BASE = Path(settings.BASE_DIR)
ROOT = BASE / "templates"
FILES = sorted(path for path in ROOT.rglob("*.*") if path.is_file())
NAMES = {str(path.relative_to(ROOT)): path.read_text() for path in FILES}
PAGES = {name: text for name, text in NAMES.items() if name.endswith(".html")}

# Names and dates of the style page, and what the sample practice's people type: the same in every language.
NO_WORDS = re.compile(
    r"Clara Whitfield|Martin Osei|Yusuf Brandt|\d+ Nov|[\w.-]+@[\w.-]+|fifth-visit-demo|python manage\.py \w+"
)
SAID_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title", "aria-description", "data-label", "label"}


def test_templates_are_short():
    assert {name: lines for name, text in NAMES.items() if (lines := text.count("\n")) > 120} == {}


def test_nothing_inline():
    """The security policy would refuse it, silently for whoever has no console open."""
    # A mail has no style sheet of ours to load, and no policy; its one frame brings the dress of them all.
    pages = {name: text for name, text in PAGES.items() if name != "practice/mail/frame.html"}
    inline = re.compile(
        r"""<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:|hx-on""", re.I
    )
    assert {name: found[0] for name, text in pages.items() if (found := inline.search(text))} == {}


def test_nothing_comes_from_elsewhere():
    away = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""")
    assert {name: found[0] for name, text in PAGES.items() if (found := away.search(text))} == {}


class Said(HTMLParser):
    """The text and the spoken attributes of what is left of a template without its tags."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data):
        if self.cdata_elem != "style":
            self.said.append(data)

    def handle_starttag(self, tag, attrs):
        self.said += [value or "" for name, value in attrs if name in SAID_ATTRIBUTES]


def untranslated(text: str) -> list[str]:
    """Words of a template that stand outside of {% translate %} and {% blocktranslate %}."""
    kept, inside, comment = [], False, False
    text = re.sub(r"\{% block \w+_class %\}.*?\{% endblock %\}", "", text)
    for token in Lexer(text).tokenize():
        word = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        comment = (comment or word == "comment") and word != "endcomment"
        inside = (inside or word in ("blocktranslate", "blocktrans")) and not word.startswith("endblocktrans")
        if token.token_type == TokenType.TEXT and not inside and not comment:
            kept.append(token.contents)
    parser = Said()
    parser.feed("".join(kept))
    words = (NO_WORDS.sub("", piece) for piece in parser.said)
    return [piece.strip() for piece in words if re.search(r"[^\W\d_]{2,}", piece)]


def test_every_word_can_be_translated():
    pages = {name: text for name, text in PAGES.items() if not name.startswith("django/")}
    assert {name: words for name, text in pages.items() if (words := untranslated(text))} == {}


def test_every_template_compiles_and_fills_blocks_that_its_parent_has():
    """A block that the parent does not have is dropped without a word."""
    lost = {}
    for name, text in PAGES.items():
        try:
            engines["django"].get_template(name)
        except TemplateSyntaxError as error:
            pytest.fail(f"{name}: {error}")
        parents, parent = [], extended(text)
        while parent:
            parents.append(PAGES[parent])
            parent = extended(PAGES[parent])
        if parents and (unknown := blocks(text) - set().union(*map(blocks, parents)) - nested(text)):
            lost[name] = unknown
    assert lost == {}


def extended(text: str) -> str | None:
    found = re.search(r"""\{% extends ["']([^"']+)["'] %\}""", text)
    return found and found[1]


def blocks(text: str) -> set[str]:
    return set(re.findall(r"\{% block (\w+) %\}", text))


def nested(text: str) -> set[str]:
    """Blocks that the template opens inside another one: these are its own, for its children."""
    depth, inner = 0, set()
    for opened, name in re.findall(r"\{% (block|endblock)\b ?(\w*)", text):
        if opened == "block":
            inner |= {name} if depth else set()
            depth += 1
        else:
            depth -= 1
    return inner


def mail_of(name: str, spoken: str) -> bool:
    """Mails are named without their ending: an HTML and a plain twin. Those of logging in are allauth's."""
    base = re.sub(r"(_subject)?\.(html|txt)$", "", name)
    theirs = Path(allauth.__file__).parent / "templates" / f"{base}.txt"
    return f'"{base}"' in spoken or (base.startswith("account/email/") and theirs.exists())


def test_mails_wear_the_colours_of_the_pages():
    tokens = (BASE / "static/css/tokens.css").read_text()
    worn = set(re.findall(r"#[0-9a-f]{6}", NAMES["practice/mail/frame.html"]))
    assert worn and worn <= set(re.findall(r"#[0-9a-f]{6}", tokens))


def test_every_mail_has_its_twin_in_plain_text():
    mails = {name for name in PAGES if re.search(r"(/mail/|account/email/)[^_]\w+\.html$", name)}
    twins = {name for name in mails if name.replace(".html", ".txt") in NAMES}
    assert mails - {"practice/mail/frame.html"} == twins and len(twins) >= 3


def test_every_template_is_used():
    python = [path for room in ROOMS for path in (BASE / room).rglob("*.py")]
    spoken = "\n".join([path.read_text() for path in python] + list(NAMES.values()))
    theirs = Path(allauth.__file__).parent / "templates"
    pack = "\n".join(path.read_text() for path in Path(crispy_forms.__file__).parent.rglob("*.py"))
    unused = {
        name
        for name in NAMES
        if not re.search(rf"""["']{re.escape(name)}["']""", spoken)
        and not mail_of(name, spoken)
        and not re.fullmatch(r"(4\d\d|500|403_csrf)\.html|django/forms/.*", name)
        and not (theirs / name).exists()
        and f"%s/{name.removeprefix('crispy/')}" not in pack
    }
    assert unused == set()
