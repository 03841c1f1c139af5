from django.urls import include, path

from faq import views

urlpatterns = [
    path("tanya-jawab/", views.question_list, name="question-list"),
    path("tanya-jawab/<slug:slug>/", views.question, name="question"),
    path("tanya/", include("faq.asking.urls")),
    path("umpan-balik/", include("faq.feedback.urls")),
    path("cari/", include("faq.gaps.urls")),
]
