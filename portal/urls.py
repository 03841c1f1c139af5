"""All addresses of the site. A test keeps the frozen list of the public ones."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from cards.urls import check_urlpatterns
from portal import changes, feeds, offline, search, security_txt, sitemaps, views
from portal.api import embedding, readable
from portal.operating import metrics, ready
from portal.people.entrance import SignIn
from portal.security import refuse

urlpatterns = [
    *i18n_patterns(
        path("", views.home, name="home"),
        path("cari/", search.search, name="search"),
        path("cari/saran/", search.suggestions, name="search-suggestions"),
        path("perubahan/", changes.changes, name="changes"),
        path("perubahan.atom", feeds.changes_feed, name="changes-feed"),
        path("kabar.atom", feeds.notices_feed, name="notices-feed"),
        path("", include("services.urls")),
        path("", include("faq.urls")),
        path("", include(check_urlpatterns)),
        path("simpanan/", offline.saved, name="saved"),
        path("luring/", offline.offline, name="offline"),
        path("sematan/", embedding.page, name="embed"),
        path("api/v1/", readable.page, name="api"),
        prefix_default_language=False,
    ),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", ready.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("embed.js", embedding.script, name="embed-script"),
    path(".well-known/security.txt", security_txt.security_txt, name="security-txt"),
    path("api/v1/", include("portal.api.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service-worker"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>-<int:page>.xml", sitemaps.sitemap, name="sitemap-section"),
    path("", include("cards.urls")),
    path("masuk/", SignIn.as_view(), name="sign-in"),
    path("keluar/", LogoutView.as_view(), name="sign-out"),
    path("", include("portal.people.entrance_urls")),
    path("pratinjau/", include("services.staff.preview_link_urls")),
    path("kelola/entri/", include("services.staff.workflow_urls")),
    path("kelola/entri/", include("services.staff.preview_urls")),
    path("kelola/entri/", include("services.staff.version_urls")),
    path("kelola/pemberitahuan/", include("services.staff.notification_urls")),
    path("kelola/kantor/", include("services.staff.office_urls")),
    path("kelola/standar/", include("cards.standard_urls")),
    path("kelola/tanya/", include("faq.inbox.urls")),
    path("kelola/celah/", include("faq.gaps.staff_urls")),
    path("kelola/umpan-balik/", include("faq.feedback.staff_urls")),
    path("kelola/permintaan/", include("portal.demand.urls")),
    path("loket/", include("faq.counter.urls")),
    path("kelola/data/", include("portal.exchange.urls")),
    path("kelola/orang/", include("portal.people.urls")),
    path("kelola/panduan/", include("portal.guides.urls")),
    path("kelola/akun/", include("portal.people.account_urls")),
    path("kelola/catatan/", include("portal.people.audit_urls")),
    path("kelola/", admin.site.urls),
    # The editor's widget wants an address for pictures; ours takes none.
    path("kelola-editor/gambar/", refuse, name="ck_editor_5_upload_file"),
]

handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.operating.outage.failed"
