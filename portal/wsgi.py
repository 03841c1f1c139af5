"""The WSGI entry point: Django, and before it the pages that are ready."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django_application = get_wsgi_application()

from portal.api.visitor import known  # noqa: E402  (settings and apps come first)
from portal.page_cache.layer import in_front_of  # noqa: E402

application = known(in_front_of(django_application))
