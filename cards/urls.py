"""Addresses of cards. The pages that check a card speak two languages; pictures, papers and the studio do not."""

from django.urls import include, path

from cards import agency_preview, closure_views, leaflet_views, views

check_urlpatterns = [
    path("periksa/", views.card_check, name="card-check"),
    path("k/<str:code>/", views.card, name="card"),
]
"""Public pages in both languages; everything below has one address."""

urlpatterns = [
    path("layanan/<slug:slug>.pdf", leaflet_views.leaflet, name="service-leaflet"),
    path("kartu/<slug:slug>.jpg", views.link_preview, name="card-link-preview"),
    path("kelola/kantor/tutup/<int:pk>/kartu/", include(closure_views.urlpatterns)),
    path(
        "kelola/kantor/instansi/<slug:key>/tampilan/<slug:style>-<int:number>.svg",
        agency_preview.card,
        name="agency-card",
    ),
    path("studio/kartu/", include("cards.issued.urls")),
    path("studio/paket/", include("cards.batches.urls")),
    path("studio/kalender/", include("cards.calendar.urls")),
    path("studio/kabar/", include("cards.notices.urls")),
    path("studio/", include("cards.studio.urls")),
]
