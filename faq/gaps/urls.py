"""What the search page tells us, below /cari/."""

from django.urls import path

from faq.gaps import opening

urlpatterns = [path("dibuka/", opening.search_opened, name="search-opened")]
