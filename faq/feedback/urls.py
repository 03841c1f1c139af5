"""Addresses below /umpan-balik/, for readers."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
