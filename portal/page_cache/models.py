"""The trace that every change of what the public sees leaves behind."""

from django.db import models


class ContentChange(models.Model):
    """One transaction that wrote something public pages may show.

    Rows are only added, so writers never wait for each other. The token is random: a database that was restored never
    says what it said before it was.
    """

    token = models.BigIntegerField()

    class Meta:
        verbose_name = "perubahan isi"
        verbose_name_plural = "perubahan isi"
        default_permissions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"perubahan {self.pk}"
