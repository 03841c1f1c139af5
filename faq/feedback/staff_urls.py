"""Addresses below /kelola/umpan-balik/."""

from django.urls import path

from faq.feedback import listing_views, page_views, settle_views

urlpatterns = [
    path("", listing_views.feedback_list, name="feedback-list"),
    path("halaman/", page_views.pages, name="feedback-pages"),
    path("halaman.csv", page_views.as_csv, name="feedback-pages-csv"),
    path("beres/", settle_views.settle, name="feedback-settle"),
    path("batal/", settle_views.take_back, name="feedback-undo"),
    path("<int:pk>/", listing_views.feedback_one, name="feedback-one"),
]
