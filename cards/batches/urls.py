"""Addresses of batches."""

from django.urls import path

from cards.batches import pages

urlpatterns = [
    path("", pages.batches, name="batches"),
    path("baru/", pages.new, name="batch-new"),
    path("<int:pk>/", pages.batch, name="batch"),
    path("<int:pk>/keadaan.json", pages.state, name="batch-state"),
    path("<int:pk>/batal/", pages.cancel, name="batch-cancel"),
    path("<int:pk>/lanjut/", pages.go_on, name="batch-go-on"),
    path("<int:pk>/ulang/", pages.repeat, name="batch-repeat"),
    path("<int:pk>/unduh/", pages.download, name="batch-download"),
]
