from django.urls import path

from faq import views

urlpatterns = [
    path("tanya-jawab/", views.question_list, name="question-list"),
    path("tanya-jawab/<slug:slug>/", views.question, name="question"),
]
