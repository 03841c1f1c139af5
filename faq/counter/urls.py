"""Addresses below /loket/."""

from django.urls import path

from faq.counter import device_views, views

urlpatterns = [
    path("", views.counter, name="counter"),
    path("kantor/", views.choose_office, name="counter-office"),
    path("catat/", views.tap, name="counter-tap"),
    path("batal/", views.take_back, name="counter-undo"),
    path("hitungan/", views.tally, name="counter-tally"),
    path("kirim/", device_views.send, name="counter-send"),
    path("keadaan.json", device_views.state, name="counter-state"),
    path("isi.json", device_views.data, name="counter-data"),
    path("luring/", device_views.shell, name="counter-shell"),
    path("sw.js", device_views.worker, name="counter-worker"),
    path("<slug:kind>/<slug:subject>/", views.reading, name="counter-reading"),
]
