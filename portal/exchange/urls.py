"""Data in and out of the workspace: files with a dry run, and everything the office owns."""

from django.urls import path

from portal.exchange import downloads, views

urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("periksa/<slug:token>/", views.check, name="exchange-check"),
    path("templat.xlsx", downloads.template, name="exchange-template"),
    path("templat.csv", downloads.csv_template, name="exchange-csv-template"),
    path("katalog.<str:kind>", downloads.catalogue_file, name="exchange-catalogue"),
    path("sippn/", views.sippn, name="exchange-sippn"),
    path("sippn.<str:kind>", downloads.sippn_file, name="exchange-sippn-file"),
    path("semua.json", downloads.everything_file, name="exchange-everything"),
]
