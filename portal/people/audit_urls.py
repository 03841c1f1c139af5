"""The audit log."""

from django.urls import path

from portal.people import audit_views

urlpatterns = [
    path("", audit_views.audit_log, name="audit-log"),
    path("unduh.csv", audit_views.as_csv, name="audit-log-csv"),
    path("unduh.json", audit_views.as_json, name="audit-log-json"),
]
