"""Addresses below /kelola/panduan/."""

from django.urls import path

from portal.guides import pages

urlpatterns = [
    path("", pages.guides, name="guides"),
    path("gambar/<slug:slug>.png", pages.picture, name="guide-picture"),
    path("<slug:slug>/", pages.guide, name="guide"),
]
