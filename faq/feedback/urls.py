"""Addresses below /umpan-balik/, for readers."""

from django.urls import path

from faq.feedback import views

urlpatterns = [
    path("", views.feedback, name="feedback"),
    path("kurang/", views.missing, name="feedback-missing"),
    path("salah/", views.wrong, name="feedback-wrong"),
]
