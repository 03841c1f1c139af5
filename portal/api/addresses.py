"""Every address of the API, in the order in which the documents tell of them."""

from portal.api import linked_data
from portal.api.answers import card, changes, event, notice, office, paper, question, service, shelf
from portal.api.endpoints import Endpoint
from portal.api.hsds import archive
from portal.api.shapes import PageQuestion

GONE = (404, 410)
MISSING = (404,)
HOUR = 60 * 60

ENDPOINTS = (
    Endpoint(
        "services/", "api-services", service.service_list, service.ServiceList,
        "Services", "All services that are published, filtered and searched.",
        "Layanan",
        "Semua layanan yang terbit, dapat disaring dan dicari.", question=service.ServiceQuestion,
    ),
    Endpoint(
        "services/<slug:slug>/", "api-service", service.service, service.ServiceItem,
        "One service", "Everything its edition says, and its offices as they are at this moment.",
        "Satu layanan",
        "Seluruh isi edisinya, dan kantornya sebagaimana keadaan saat ini.", refusals=GONE, examples={"slug": "service"},
    ),
    Endpoint(
        "services/<slug:slug>.jsonld", "api-service-jsonld", linked_data.service, None,
        "One service as JSON-LD", "CPSV-AP 3.2 and schema.org; its context is /api/v1/context.jsonld.",
        "Satu layanan sebagai JSON-LD",
        "CPSV-AP 3.2 dan schema.org; konteksnya di /api/v1/context.jsonld.",
        media_type=linked_data.MEDIA_TYPE, refusals=GONE, examples={"slug": "service"},
    ),
    Endpoint(
        "offices/", "api-offices", office.office_list, office.OfficeList,
        "Offices", "Where people are served, and whether it is open at this moment.",
        "Kantor",
        "Tempat warga dilayani, dan apakah sedang buka.", question=office.OfficeQuestion,
    ),
    Endpoint(
        "offices/<slug:key>/", "api-office", office.office, office.OfficeItem,
        "One office", "Hours of this week, special hours, closures of the next 90 days.",
        "Satu kantor",
        "Jam minggu ini, jam khusus, dan penutupan 90 hari ke depan.", refusals=MISSING, examples={"key": "office"},
    ),
    Endpoint(
        "documents/", "api-documents", paper.paper_list, paper.PaperList,
        "Documents", "Papers that services ask for.", "Dokumen",
        "Dokumen yang diminta layanan.", question=PageQuestion,
    ),
    Endpoint(
        "documents/<slug:key>/", "api-document", paper.paper, paper.PaperItem,
        "One document", "Who issues it, and which services need it.",
        "Satu dokumen",
        "Siapa yang menerbitkan, dan layanan mana yang memintanya.", refusals=MISSING, examples={"key": "document"},
    ),
    Endpoint(
        "life-events/", "api-life-events", event.event_list, event.EventList,
        "Life events", "What happens to people, and the services it makes them need.",
        "Peristiwa hidup",
        "Peristiwa, dan layanan yang diperlukan karenanya.", question=PageQuestion,
    ),
    Endpoint(
        "life-events/<slug:key>/", "api-life-event", event.event, event.EventItem,
        "One life event", "Its services in the order of doing, and one merged list of what to bring.",
        "Satu peristiwa hidup",
        "Layanannya menurut urutan, dan satu daftar gabungan berkas.", refusals=MISSING, examples={"key": "life_event"},
    ),
    Endpoint(
        "questions/", "api-questions", question.question_list, question.QuestionList,
        "Questions and answers", "The FAQ, filtered and searched.", "Tanya jawab",
        "Tanya jawab, dapat disaring dan dicari.", question=question.FaqQuestion,
    ),
    Endpoint(
        "questions/<slug:slug>/", "api-question", question.question, question.QuestionItem,
        "One question", "With its answer.", "Satu tanya jawab",
        "Dengan jawabannya.", refusals=GONE, examples={"slug": "question"},
    ),
    Endpoint(
        "notices/", "api-notices", notice.notice_list, notice.NoticeList,
        "Notices", "What holds now and what is coming: disruptions, shortages, sudden closures, changes, fact checks.",
        "Kabar",
        "Yang berlaku dan yang akan datang: gangguan, blangko habis, tutup mendadak, perubahan, cek fakta.",
        question=notice.NoticeQuestion,
    ),
    Endpoint(
        "notices/<int:pk>/", "api-notice", notice.notice, notice.NoticeItem,
        "One notice", "While it holds or is coming.", "Satu kabar",
        "Selama berlaku atau akan datang.", refusals=MISSING, examples={"pk": "notice"},
    ),
    Endpoint(
        "categories/", "api-categories", shelf.category_list, shelf.ShelfList,
        "Categories", "Shelves of services.", "Kategori",
        "Rak layanan.", question=PageQuestion,
    ),
    Endpoint(
        "topics/", "api-topics", shelf.topic_list, shelf.ShelfList,
        "Topics", "Shelves of questions.", "Topik tanya jawab",
        "Rak tanya jawab.", question=PageQuestion,
    ),
    Endpoint(
        "agencies/", "api-agencies", shelf.agency_list, shelf.AgencyList,
        "Agencies", "Who gives the services, with contacts.", "Instansi",
        "Yang memberi layanan, dengan kontaknya.", question=PageQuestion,
    ),
    Endpoint(
        "changes/", "api-changes", changes.changes, changes.ChangeList,
        "Changes", "What took effect since a moment or since the last answer: for mirrors.",
        "Perubahan",
        "Yang mulai berlaku sejak suatu waktu atau sejak jawaban terakhir: untuk salinan data.",
        question=changes.ChangesQuestion,
    ),
    Endpoint(
        "cards/<slug:code>/", "api-card", card.card, card.CardItem,
        "Card check", "Whether the card with this code is the office's own and still holds.",
        "Periksa kartu",
        "Apakah kartu dengan kode ini milik kantor dan masih berlaku.",
        refusals=MISSING, seconds=0, examples={"code": "card"},
    ),
    Endpoint(
        "hsds.zip", "api-hsds", archive.answer, None,
        "Open Referral HSDS", "All services as tables: HSDS 3.1, CSV files with a datapackage.json, in one ZIP.",
        "Open Referral HSDS",
        "Semua layanan sebagai tabel: HSDS 3.1, berkas CSV dengan datapackage.json, dalam satu ZIP.",
        media_type=archive.MEDIA_TYPE, is_costly=True,
    ),
    Endpoint(
        "context.jsonld", "api-context", linked_data.context, None,
        "JSON-LD context", "What the terms of our JSON-LD mean.",
        "Konteks JSON-LD",
        "Arti istilah dalam JSON-LD kami.", media_type=linked_data.MEDIA_TYPE, seconds=HOUR,
    ),
)  # fmt: skip
