"""Addresses below /kabar/."""

from django.urls import path

from services.notices import views

urlpatterns = [
    path("", views.notice_list, name="notice-list"),
    path("<int:pk>/", views.notice, name="public-notice"),
]
