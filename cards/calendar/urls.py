"""Addresses of the editorial calendar."""

from django.urls import path

from cards.calendar import feed_pages, pages, plan_pages

urlpatterns = [
    path("", pages.calendar, name="calendar"),
    path("baru/", plan_pages.plan_new, name="calendar-plan-new"),
    path("batal/", plan_pages.plan_undo, name="calendar-undo"),
    path("saran/tolak/", pages.dismiss, name="suggestion-dismiss"),
    path("saran/batal/", pages.undismiss, name="suggestion-undo"),
    path("rencana-unggahan.ics", feed_pages.calendar_file, name="calendar-file"),
    path("langganan/", feed_pages.feed_settings, name="calendar-feed"),
    path("langganan/<slug:token>.ics", feed_pages.calendar_ics, name="calendar-ics"),
    path("<int:pk>/", plan_pages.plan, name="calendar-plan"),
    path("<int:pk>/pindah/", plan_pages.plan_move, name="calendar-plan-move"),
    path("<int:pk>/hapus/", plan_pages.plan_remove, name="calendar-plan-remove"),
]
