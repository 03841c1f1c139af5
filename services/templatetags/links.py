"""Safe links in templates; see `services.links`."""

from django import template

from services import links

register = template.Library()

register.filter("phone_link", links.phone_link)
register.filter("mail_link", links.mail_link)
register.filter("web_link", links.web_link)
register.filter("whatsapp_link", links.whatsapp_link)
