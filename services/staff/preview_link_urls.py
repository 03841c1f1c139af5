from django.urls import path

from services.staff import preview_visitors

urlpatterns = [
    path("<str:token>/", preview_visitors.link_page, name="preview-link"),
    path("<str:token>/<slug:kind>/<slug:slug>/", preview_visitors.link_entry, name="preview-link-entry"),
]
