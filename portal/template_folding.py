"""Loads templates and works out at once what is the same on every page of a language.

A page of ours has some three hundred `{% translate %}`, `{% url %}`, `{% static %}` and `{% icon %}` whose words stand in
the template itself. They say the same for every reader of a language, so each template is kept once per language, and
those tags are plain text in it. And a template that extends another is put together with it, block by block, once.
"""

import threading
from collections.abc import Iterator
from typing import Any

from django.core.signals import setting_changed
from django.template import Context, Template, engines
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    TokenType,
    VariableDoesNotExist,
)
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.translation import get_language

from portal.templatetags import offline
from services.templatetags import icons, language

CONSTANT_TAGS = {icons.icon, language.indonesian, offline.worker_address}
"""Our own tags that say the same on every page of a language, if what they are given does."""


class Loader(CachedLoader):
    """Django's cached loader, with a copy per language."""

    _lock = threading.RLock()  # the drawing of an icon is a template too

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """What a kept template is found by. Addresses in it begin with the server's prefix."""
        return f"{get_language()} {get_script_prefix()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template, folded before anybody renders it."""
        template = super().get_template(template_name, skip)
        if not hasattr(template, "is_folded"):
            context = Context()
            with self._lock, context.bind_template(template):
                put_together(template)
                fold(template.nodelist, context)
                template.is_folded = True
        return template


def put_together(template: Template) -> None:
    """Put a template's blocks in their places in the one it extends, and these in that one's, as far up as it goes.

    Not where a block shows what it replaces (`block.super`), nor where a page decides what is extended, nor with
    Django's own pages of faults, which show lines of each template.
    """
    extends = _extends(template)
    name = extends.parent_name.var if extends and _is_literal(extends.parent_name) else None
    if name in (None, template.name) or "block.super" in template.source or template.engine.debug:
        return
    parent = template.engine.get_template(name)
    whole = Template(parent.source, parent.origin, parent.name, parent.engine)
    put_together(whole)
    if _extends(whole):
        return
    for block in whole.nodelist.get_nodes_by_type(BlockNode):
        if block.name in extends.blocks:
            block.nodelist = extends.blocks[block.name].nodelist
    template.nodelist = whole.nodelist


def _extends(template: Template) -> ExtendsNode | None:
    return next((each for each in template.nodelist if isinstance(each, ExtendsNode)), None)


def fold(nodes: NodeList, context: Context) -> None:
    """Put text in the place of constant tags, in this list and in all below it; text beside text becomes one.

    `context` is an empty one of their template.
    """
    folded: list[Node] = []
    for node in nodes:
        for below in _below(node):
            fold(below, context)
        text = constant(node, context)
        if text is None:
            folded.append(node)
        elif folded and isinstance(folded[-1], TextNode):
            folded[-1] = _text(folded[-1].s + text, folded[-1])
        elif text:
            folded.append(_text(text, node))
    nodes[:] = folded


def _text(text: str, instead_of: Node) -> TextNode:
    node = TextNode(text)
    node.token, node.origin = instead_of.token, instead_of.origin
    return node


def _below(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):  # its `nodelist` is made anew at every look
        yield from (each for _, each in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        below = getattr(node, name, None)
        if isinstance(below, NodeList):
            yield below


def constant(node: Node, context: Context) -> str | None:
    """What a node says on every page of this language; None where that depends on the page."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, CommentNode | LoadNode):
        return ""
    if not _is_constant(node):
        return None
    try:
        return str(node.render(context))
    except (NoReverseMatch, VariableDoesNotExist):  # said when the page is made, if it is made
        return None


def _is_constant(node: Node) -> bool:
    match node:
        case TranslateNode():
            return not node.asvar and node.message_context is None and _is_literal(node.filter_expression)
        case BlockTranslateNode():
            return not (node.asvar or node.extra_context or node.countervar or node.message_context) and all(
                token.token_type == TokenType.TEXT for token in node.singular
            )
        case URLNode():
            return not (node.asvar or node.args or node.kwargs) and _is_literal(node.view_name)
        case StaticNode():
            return node.varname is None and _is_literal(node.path)
        case SimpleNode():
            given = [*node.args, *node.kwargs.values()]
            is_ours = node.func in CONSTANT_TAGS and node.target_var is None
            return is_ours and all(map(_is_literal, given))
    return False


def _is_literal(expression: Any) -> bool:
    """Whether words stand in the template itself, without a filter."""
    if not isinstance(expression, FilterExpression) or expression.filters:
        return False
    lookups = getattr(expression.var, "lookups", None)
    return expression.is_var is False or lookups is None


def _on_setting(*, setting: str, **kwargs: Any) -> None:
    """Addresses of pages and files are in the templates, and only tests change these settings."""
    if setting in {"ROOT_URLCONF", "STATIC_URL", "STORAGES", "OFFLINE"}:
        for engine in engines.all():
            for loader in engine.engine.template_loaders:
                loader.reset()


setting_changed.connect(_on_setting, dispatch_uid="folded-templates-setting")
