"""Addresses below /kelola/kantor/."""

from django.urls import path

from services.staff import agency_look_views, closure_views, holiday_views, office_views

urlpatterns = [
    path("", office_views.offices, name="staff-offices"),
    path("hari-libur/", holiday_views.holidays, name="holidays"),
    path("hari-libur/impor/", holiday_views.holidays_import_year, name="holidays-import"),
    path("hari-libur/<int:pk>/berlaku/", holiday_views.holiday_toggle, name="holiday-toggle"),
    path("tutup/", closure_views.closures, name="closures"),
    path("tutup/baru/", closure_views.closure_add, name="closure-add"),
    path("tutup/batal/", closure_views.closure_undo, name="closure-undo"),
    path("tutup/<int:pk>/", closure_views.closure_change, name="closure-change"),
    path("tutup/<int:pk>/hapus/", closure_views.closure_delete, name="closure-delete"),
    path("tutup/<int:pk>/akhiri/", closure_views.closure_end, name="closure-end"),
    path("instansi/<slug:key>/tampilan/", agency_look_views.agency_look, name="agency-look"),
    path("instansi/<slug:key>/tampilan/logo/", agency_look_views.agency_logo, name="agency-logo"),
    path("instansi/<slug:key>/tampilan/batal/", agency_look_views.agency_look_undo, name="agency-look-undo"),
    path("<slug:key>/jam/", office_views.office_hours, name="office-hours"),
    path("<slug:key>/jam/batal/", office_views.hours_undo, name="hours-undo"),
    path("<slug:key>/jam/khusus/<int:pk>/hapus/", office_views.special_delete, name="special-hours-delete"),
]
