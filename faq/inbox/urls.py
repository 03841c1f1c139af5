"""Addresses below /kelola/tanya/."""

from django.urls import path

from faq.inbox import listing_views, publishing_views, sorting_views, taking_back, template_views, views

urlpatterns = [
    path("", listing_views.inbox, name="inbox"),
    path("batal/", taking_back.undo_last, name="inbox-undo"),
    path("contoh/", template_views.templates, name="answer-templates"),
    path("contoh/baru/", template_views.template_new, name="answer-template-new"),
    path("contoh/batal/", template_views.template_undo, name="answer-template-undo"),
    path("contoh/<int:pk>/", template_views.template_change, name="answer-template"),
    path("contoh/<int:pk>/hapus/", template_views.template_delete, name="answer-template-delete"),
    path("<int:pk>/", views.inquiry, name="inquiry"),
    path("<int:pk>/jawab/", views.answer, name="inquiry-answer"),
    path("<int:pk>/terbitkan/", publishing_views.to_faq, name="inquiry-publish"),
    path("<int:pk>/tugas/", sorting_views.assign, name="inquiry-assign"),
    path("<int:pk>/tandai/", sorting_views.mark, name="inquiry-mark"),
    path("<int:pk>/pisah/", sorting_views.split, name="inquiry-split"),
    path("<int:pk>/gabung/", sorting_views.merge, name="inquiry-merge"),
]
