"""Tells whoever wants to know that a search within a list found nothing there."""

from django.dispatch import Signal

nothing_found = Signal()
"""Sent with `request` and `query`; receivers must not write, somebody is waiting for the page."""
