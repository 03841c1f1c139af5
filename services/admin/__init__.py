"""The staff forms of agencies, offices, catalogue references and services at /kelola/."""

from django.contrib import admin

from services.admin import agency, catalogue, search, service

__all__ = ["agency", "catalogue", "search", "service"]

admin.site.site_header = "Sebelum Datang"
admin.site.site_title = "Sebelum Datang"
admin.site.index_title = "Ruang kerja petugas"
