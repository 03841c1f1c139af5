from django.urls import path

from services.staff import version_views

urlpatterns = [
    path("<slug:kind>/<int:pk>/versi/", version_views.versions, name="entry-versions"),
    path("<slug:kind>/<int:pk>/versi/<int:revision>/", version_views.version, name="entry-version"),
    path("<slug:kind>/<int:pk>/pilih/", version_views.settle_conflict, name="entry-settle"),
]
