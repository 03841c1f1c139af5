"""Addresses of the board of service standards, its papers, and what should be looked at again."""

from django.urls import path

from cards import confirm_views, standard_views

urlpatterns = [
    path("", standard_views.board, name="standard-board"),
    path("papan.csv", standard_views.board_csv, name="standard-csv"),
    path("lampiran.pdf", standard_views.agency_annex, name="standard-annex"),
    path("maklumat.pdf", standard_views.pledge, name="standard-pledge"),
    path("perlu-diperiksa/", confirm_views.stale, name="stale-entries"),
    path("masih-benar/<slug:kind>/<int:pk>/", confirm_views.confirm_entry, name="confirm-entry"),
    path("masih-benar/<slug:kind>/<int:pk>/batal/", confirm_views.undo, name="confirm-undo"),
    path("<slug:slug>.pdf", standard_views.service_annex, name="standard-service-annex"),
    path("<slug:slug>/", standard_views.service, name="standard-service"),
]
