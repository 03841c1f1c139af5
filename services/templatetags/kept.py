"""`{% kept key %} … {% endkept %}`: a part of a page that is rendered once for everything that `key` names."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token

from services.kept import Key, piece

register = template.Library()


class KeptNode(Node):
    """Its contents, kept under the key. The node itself is the piece's name: no two places share one."""

    def __init__(self, key: FilterExpression, nodelist: NodeList) -> None:
        self.key, self.nodelist = key, nodelist

    def render(self, context: template.Context) -> str:
        """The contents, rendered or kept."""
        return piece(self.key.resolve(context), self, lambda: self.nodelist.render(context))


@register.filter
def also(key: Key, more: Key | str) -> Key:
    """A key that depends on both."""
    return None if key is None or more is None else (key, more)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`key` is a `services.kept.Key`: None keeps nothing."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError("kept takes one key")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(bits[1]), nodelist)
