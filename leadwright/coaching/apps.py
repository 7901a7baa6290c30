from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "leadwright.coaching"
