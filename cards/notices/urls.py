"""Addresses of free notices."""

from django.urls import path

from cards.notices import ending, pages, taking_back

urlpatterns = [
    path("", pages.notices, name="notices"),
    path("baru/", pages.notice_new, name="notices-new"),
    path("batal/", taking_back.undo_last, name="notices-undo"),
    path("<int:pk>/", pages.notice, name="notice"),
    path("<int:pk>/ubah/", pages.notice_change, name="notice-change"),
    path("<int:pk>/selesai/", ending.end_now, name="notice-end"),
    path("<int:pk>/perpanjang/", ending.extend, name="notice-extend"),
    path("<int:pk>/tarik/", taking_back.withdraw, name="notice-withdraw"),
    path("<int:pk>/hapus/", taking_back.delete, name="notice-delete"),
]
