"""The people of my agencies."""

from django.urls import path

from portal.people import roster

urlpatterns = [
    path("", roster.people, name="people"),
    path("undang/", roster.invite, name="people-invite"),
    path("undangan/<int:pk>/tautan/", roster.renew_invitation, name="invitation-renew"),
    path("undangan/<int:pk>/cabut/", roster.revoke_invitation, name="invitation-revoke"),
    path("<int:pk>/", roster.person, name="person"),
    path("<int:pk>/nonaktif/", roster.deactivate, name="person-deactivate"),
    path("<int:pk>/aktif/", roster.reactivate, name="person-reactivate"),
    path("<int:pk>/kode-kedua/", roster.reset_second_factor, name="person-reset-second-factor"),
    path("<int:pk>/buka-kunci/", roster.unlock, name="person-unlock"),
]
