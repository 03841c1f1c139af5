"""Addresses below /kelola/celah/. A group is known by one of its counts."""

from django.urls import path

from faq.gaps import settled_views, settling_views, views

urlpatterns = [
    path("", views.gaps, name="gaps"),
    path("unduh.csv", views.as_csv, name="gaps-csv"),
    path("ditangani/", settled_views.settled, name="gaps-settled"),
    path("tindak/<int:pk>/batal/", settled_views.undo, name="gap-undo"),
    path("kelompok/<int:pk>/", views.gap, name="gap"),
    path("kelompok/<int:pk>/padanan/", settling_views.synonym, name="gap-synonym"),
    path("kelompok/<int:pk>/draf/", settling_views.draft, name="gap-draft"),
    path("kelompok/<int:pk>/bukan-di-sini/", settling_views.not_ours, name="gap-not-ours"),
    path("kelompok/<int:pk>/abaikan/", settling_views.dismiss, name="gap-dismiss"),
]
