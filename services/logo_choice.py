"""Keeping logos. One that was kept is never deleted: cards that bear it can be drawn again as they were."""

from services.logo_images import LogoPicture
from services.models import Logo


def keep(picture: LogoPicture) -> Logo:
    """The row of this picture, the same one however often it is uploaded."""
    values = {"png": picture.png, "width": picture.width, "height": picture.height}
    return Logo.objects.get_or_create(digest=picture.digest, defaults=values)[0]
