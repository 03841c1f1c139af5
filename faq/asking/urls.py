"""Addresses below /tanya/. What stands before the code is no code: a code has sixteen characters."""

from django.urls import path

from faq.asking import answer_views, views

urlpatterns = [
    path("", views.ask, name="ask"),
    path("mirip/", views.similar_answers, name="ask-similar"),
    path("keadaan/", views.case_choice, name="ask-cases"),
    path("kode/", answer_views.find_code, name="ask-code"),
    path("terjawab/<slug:kind>/<slug:subject>/", views.settled, name="ask-settled"),
    path("<str:code>/", answer_views.answer, name="ask-answer"),
    path("<str:code>/terkirim/", answer_views.sent, name="ask-sent"),
    path("<str:code>/hapus/", answer_views.withdraw, name="ask-withdraw"),
    path("<str:code>/kontak/", answer_views.remove_contact, name="ask-contact"),
]
