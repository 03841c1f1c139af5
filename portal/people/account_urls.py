"""One's own account."""

from django.urls import path

from portal.people import account, enrolment

urlpatterns = [
    path("", account.account, name="account"),
    path("sandi/", account.password, name="account-password"),
    path("sesi/keluar-semua/", account.sign_out_everywhere, name="sign-out-everywhere"),
    path("sesi/<uuid:token>/akhiri/", account.end_session, name="end-session"),
    path("kode-kedua/", enrolment.enrol, name="second-factor"),
    path("kode-kedua/ganti/", enrolment.replace, name="second-factor-replace"),
    path("kode-kedua/cadangan/", enrolment.renew_codes, name="recovery-codes"),
    path("kode-kedua/matikan/", enrolment.turn_off, name="second-factor-off"),
]
