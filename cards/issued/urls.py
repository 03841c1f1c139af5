"""Addresses of the registry of issued cards and of the radar."""

from django.urls import path

from cards.issued import detail_views, listing, post_views, radar_views

urlpatterns = [
    path("", listing.issued_cards, name="issued-cards"),
    path("unduh.csv", listing.as_csv, name="issued-cards-csv"),
    path("radar/", radar_views.stale_radar, name="stale-radar"),
    path("radar/terbitkan-ulang/", radar_views.reissue, name="stale-reissue"),
    path("radar/ralat/", radar_views.correct, name="stale-correct"),
    path("radar/beres/", radar_views.settle, name="stale-settle"),
    path("radar/batal/", radar_views.take_back, name="stale-undo"),
    path("<str:code>/", detail_views.issued_card, name="issued-card"),
    path("<str:code>/<slug:format>-<int:number>.jpg", detail_views.picture, name="issued-card-picture"),
    path("<str:code>/unduh/", detail_views.download, name="issued-card-download"),
    path("<str:code>/unggahan/", post_views.add, name="card-post-add"),
    path("<str:code>/unggahan/batal/", post_views.take_back, name="card-post-undo"),
    path("<str:code>/unggahan/<int:pk>/", post_views.change, name="card-post-change"),
    path("<str:code>/unggahan/<int:pk>/turun/", post_views.take_down, name="card-post-take-down"),
    path("<str:code>/unggahan/<int:pk>/hapus/", post_views.remove, name="card-post-remove"),
]
