from django.urls import include, path

from services import history_views, paper_views, views

urlpatterns = [
    path("kabar/", include("services.notices.urls")),
    path("layanan/", views.service_list, name="service-list"),
    path("layanan/<slug:slug>/", views.service, name="service"),
    path("layanan/<slug:slug>/riwayat/", history_views.service_history, name="service-history"),
    path("kantor/", views.office_list, name="office-list"),
    path("kantor/<slug:key>/", views.office, name="office"),
    path("peristiwa/", paper_views.life_event_list, name="life-event-list"),
    path("peristiwa/<slug:key>/", paper_views.life_event, name="life-event"),
    path("dokumen/", paper_views.document_list, name="document-list"),
    path("dokumen/<slug:key>/", paper_views.document, name="document"),
]
