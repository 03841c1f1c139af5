"""The stored snapshot of the shared facts."""

from django.db import models


class SharedFactsSnapshot(models.Model):
    """One row: the shared facts as JSON, or null since a shared row changed; see `services.snapshot`."""

    version = models.PositiveBigIntegerField(default=0)
    payload = models.TextField(null=True)

    class Meta:
        verbose_name = "salinan fakta bersama"
        verbose_name_plural = "salinan fakta bersama"

    def __str__(self) -> str:
        return f"versi {self.version}"
