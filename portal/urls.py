from django.contrib import admin
from django.urls import path

urlpatterns = [path("kelola/", admin.site.urls)]
