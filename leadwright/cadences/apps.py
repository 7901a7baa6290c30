from django.apps import AppConfig


class CadencesConfig(AppConfig):
    name = "leadwright.cadences"
