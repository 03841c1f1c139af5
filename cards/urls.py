"""Addresses of cards. The pages that check a card speak two languages; pictures, papers and the studio do not."""

from django.urls import include, path

from cards import closure_views, leaflet_views, studio, views

check_urlpatterns = [
    path("periksa/", views.card_check, name="card-check"),
    path("k/<str:code>/", views.card, name="card"),
]
"""Public pages in both languages; everything below has one address."""

urlpatterns = [
    path("layanan/<slug:slug>.pdf", leaflet_views.leaflet, name="service-leaflet"),
    path("kartu/<slug:slug>.jpg", views.link_preview, name="card-link-preview"),
    path("kelola/kantor/tutup/<int:pk>/kartu/", include(closure_views.urlpatterns)),
    path("studio/", studio.studio, name="studio"),
    path("studio/<slug:slug>/", studio.studio_service, name="studio-service"),
    path("studio/<slug:slug>/slide-<int:number>.svg", studio.studio_slide, name="studio-slide"),
    path("studio/<slug:slug>/unduh/", studio.studio_download, name="studio-download"),
]
