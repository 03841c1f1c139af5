"""Addresses below /kelola/tanya/."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
