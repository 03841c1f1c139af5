"""Addresses below /kelola/permintaan/."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
