"""How much each sign of demand weighs, where an office changed it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DemandWeight(models.Model):
    """The weight of one sign of demand; those not named here have the usual one of `faq.demand.weights`."""

    sign = models.CharField("tanda", max_length=20, unique=True)
    weight = models.PositiveSmallIntegerField("bobot")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("diubah", default=timezone.now)

    class Meta:
        verbose_name = "bobot permintaan"
        verbose_name_plural = "bobot permintaan"
        ordering = ["sign"]
        permissions = [("view_demand", "Dapat melihat apa yang ditanyakan warga")]

    def __str__(self) -> str:
        return f"{self.sign}: {self.weight}"
