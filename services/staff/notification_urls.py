from django.urls import path

from services.staff import notification_views as views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("dibaca/", views.read_all, name="notifications-read"),
    path("<int:pk>/", views.open_one, name="notification"),
    path("<int:pk>/dibaca/", views.read_one, name="notification-read"),
]
