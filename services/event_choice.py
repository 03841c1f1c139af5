"""Which services of a life event somebody does, and in which case: read from the page's address."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.document import ServiceDocument
from services.language import in_language
from services.ordering import Chosen
from services.sentences import sentence

SERVICE = "layanan"
CASE_PREFIX = "keadaan-"


class EventChoice:
    """`?layanan=akta-kelahiran&layanan=…&keadaan-akta-kelahiran=…`; without services, all of them.

    What is not understood is ignored, and `notices` says so. The cases of services that are switched off are
    kept, so that switching them on again brings the case back. The form sends an empty `layanan` along, so that
    one who switches everything off is told.
    """

    def __init__(self, parameters: QueryDict, documents: Sequence[ServiceDocument]) -> None:
        """`documents` are the live services of the event, in its order."""
        self.documents = list(documents)
        self._parameters = parameters
        self._slugs = {document.slug for document in documents}
        asked = set(parameters.getlist(SERVICE))
        self._on = (asked & self._slugs) or self._slugs
        self.cases = {each.slug: self._case(each) for each in documents}

    @property
    def chosen(self) -> list[Chosen]:
        """The services that are done, in the event's order."""
        return [Chosen(each, self.cases[each.slug]) for each in self.documents if each.slug in self._on]

    @property
    def is_everything(self) -> bool:
        """Whether no service is left out."""
        return self._on == self._slugs

    @property
    def has_open_cases(self) -> bool:
        """Whether a service with cases is done in none of them."""
        return any(each.document.cases and each.case is None for each in self.chosen)

    @property
    def notices(self) -> list[str | SafeString]:
        """What of the address was not understood, in sentences."""
        return [*self._service_notices(), *self._case_notices()]

    def _case(self, document: ServiceDocument) -> str | None:
        case = document.case(self._parameters.get(CASE_PREFIX + document.slug))
        return case.key if case else None

    def _service_notices(self) -> list[str]:
        asked = set(self._parameters.getlist(SERVICE))
        named = {key.removeprefix(CASE_PREFIX) for key in self._parameters if key.startswith(CASE_PREFIX)}
        notices = []
        if (asked | named) - self._slugs - {""}:
            notices.append(_("Ada layanan di alamat tadi yang tidak termasuk peristiwa ini, jadi diabaikan."))
        if asked == {""}:
            notices.append(_("Tidak ada layanan yang dipilih, jadi semuanya ditampilkan."))
        return notices

    def _case_notices(self) -> list[SafeString]:
        text = _("Keadaan untuk %(service)s di alamat tadi tidak dikenal, jadi semua keadaannya ditampilkan.")
        return [
            sentence(text, service=service_words(each))
            for each in self.documents
            if self._parameters.get(CASE_PREFIX + each.slug) and self.cases[each.slug] is None
        ]


def service_words(document: ServiceDocument) -> str:
    """A service in few words; on English pages its English name."""
    return in_language(document.short_name, document.name_en)
