from django.urls import path

from services.staff import workflow_views as views

urlpatterns = [
    path("<slug:kind>/<int:pk>/ajukan/", views.submit, name="entry-submit"),
    path("<slug:kind>/<int:pk>/tarik-pengajuan/", views.take_back, name="entry-take-back"),
    path("<slug:kind>/<int:pk>/kembalikan/", views.give_back, name="entry-return"),
    path("<slug:kind>/<int:pk>/terbitkan/", views.publish, name="entry-publish"),
    path("<slug:kind>/<int:pk>/jadwalkan/", views.schedule, name="entry-schedule"),
    path("<slug:kind>/<int:pk>/batalkan-jadwal/", views.unschedule, name="entry-unschedule"),
    path("<slug:kind>/<int:pk>/tarik/", views.withdraw, name="entry-withdraw"),
    path("<slug:kind>/<int:pk>/edisi-lama/", views.restore, name="entry-restore"),
]
