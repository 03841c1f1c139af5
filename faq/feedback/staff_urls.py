"""Addresses below /kelola/umpan-balik/."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
