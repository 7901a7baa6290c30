from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SDR = "sdr", _("SDR")
    BDR = "bdr", _("BDR")
    AE = "ae", _("AE")
    MANAGER = "manager", _("Manager")
    MARKETING = "marketing", _("Marketing")
    ADMIN = "admin", _("Admin")
