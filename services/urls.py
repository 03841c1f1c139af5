from django.urls import path

from services import views

urlpatterns = [
    path("layanan/", views.service_list, name="service-list"),
    path("layanan/<slug:slug>/", views.service, name="service"),
    path("kantor/", views.office_list, name="office-list"),
    path("kantor/<slug:key>/", views.office, name="office"),
]
