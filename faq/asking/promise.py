"""By when an agency answers a question that is sent now, and how that is said."""

import datetime

from django.utils.translation import gettext as _

from services.choices import TimeUnit
from services.document import ProcessingTime
from services.facts import OfficeFacts, SharedFacts
from services.hours import has_holiday_list
from services.models import Agency
from services.promise import as_day, promise_date
from services.wording import near_date_words


def answer_due(agency: Agency, facts: SharedFacts, now: datetime.datetime) -> datetime.date | None:
    """The last day of `Agency.answer_days` working days, counted from the agency's next opening; holidays and closures
    do not count. None where nothing can be promised."""
    days = agency.answer_days
    standard = ProcessingTime(text=f"{days} hari kerja", max_value=days, unit=TimeUnit.WORKING_DAYS)
    promise = promise_date(standard, facts, main_office(agency.key, facts), now)
    return as_day(promise.ready_by) if promise.ready_by else None


def main_office(agency: str, facts: SharedFacts) -> OfficeFacts | None:
    """The first office of an agency that keeps hours of its own, so not a bus; else of its publisher."""
    publisher = facts.publisher_of(agency)
    for key in filter(None, (agency, publisher and publisher.key)):
        for office in facts.offices.values():
            if office.agency == key and not office.stops and any(office.regular):
                return office
    return None


def is_estimated(facts: SharedFacts, today: datetime.date, due: datetime.date) -> bool:
    """Whether it runs through a year whose holidays are not known yet."""
    return not all(has_holiday_list(facts, year) for year in range(today.year, due.year + 1))


def due_words(facts: SharedFacts, today: datetime.date, due: datetime.date | None) -> str:
    """When an answer can be expected, in a sentence."""
    if due is None:
        return _("Kami belum bisa menjanjikan tanggal, karena jam buka kantor belum lengkap.")
    told = {"date": near_date_words(due, today)}
    if is_estimated(facts, today, due):
        return (
            _("Perkiraan dijawab paling lambat %(date)s; daftar hari libur tahun itu belum lengkap.") % told
        )
    return _("Dijawab paling lambat %(date)s.") % told
