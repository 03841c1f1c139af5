"""Addresses below /kelola/permintaan/."""

from django.urls import path

from portal.demand import pages, subject_pages, weight_pages

urlpatterns = [
    path("", pages.ranking_page, name="demand"),
    path("minggu.csv", pages.ranking_csv, name="demand-csv"),
    path("bobot/", weight_pages.weights_page, name="demand-weights"),
    path("bobot/batal/", weight_pages.take_back, name="demand-weights-undo"),
    path("<slug:kind>/<slug:subject>/", subject_pages.subject_page, name="demand-subject"),
    path("<slug:kind>/<slug:subject>/minggu.csv", subject_pages.subject_csv, name="demand-subject-csv"),
]
