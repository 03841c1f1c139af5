from django.urls import path

from services.staff import preview_links, preview_views

urlpatterns = [
    path("tautan/", preview_links.all_links, name="preview-links"),
    path("tautan/<int:pk>/cabut/", preview_links.revoke, name="preview-link-revoke"),
    path("tautan/catatan/<int:pk>/", preview_links.settle, name="preview-remark-settle"),
    path("<slug:kind>/<int:pk>/pratinjau/", preview_views.entry_preview, name="entry-preview"),
    path(
        "<slug:kind>/<int:pk>/pratinjau/terbit/", preview_views.entry_preview_live, name="entry-preview-live"
    ),
    path("<slug:kind>/<int:pk>/perubahan/", preview_views.entry_changes, name="entry-changes"),
    path("<slug:kind>/<int:pk>/tautan/", preview_links.entry_links, name="entry-preview-links"),
]
