from django.apps import AppConfig


class QualificationConfig(AppConfig):
    name = "leadwright.qualification"
