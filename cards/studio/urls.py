"""Addresses of the studio itself: where a subject is found, and where its cards are made."""

from django.urls import path

from cards.studio import download, home, pages

urlpatterns = [
    path("", home.studio, name="studio"),
    path("buat/<slug:kind>/<slug:subject>/", pages.make, name="studio-make"),
    path("buat/<slug:kind>/<slug:subject>/slide-<int:number>.svg", pages.slide, name="studio-slide"),
    path("buat/<slug:kind>/<slug:subject>/unduh/", download.download, name="studio-download"),
    path("<slug:slug>/", pages.old_address, name="studio-service"),
]
