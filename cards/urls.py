"""Addresses of cards: public checks, link previews, studio."""

from django.urls import path

from cards import studio, views

urlpatterns = [
    path("periksa/", views.card_check, name="card-check"),
    path("k/<str:code>/", views.card, name="card"),
    path("kartu/<slug:slug>.jpg", views.link_preview, name="card-link-preview"),
    path("studio/", studio.studio, name="studio"),
    path("studio/<slug:slug>/", studio.studio_service, name="studio-service"),
    path("studio/<slug:slug>/slide-<int:number>.svg", studio.studio_slide, name="studio-slide"),
    path("studio/<slug:slug>/unduh/", studio.studio_download, name="studio-download"),
]
