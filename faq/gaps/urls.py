"""What the search page tells us, below /cari/."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
