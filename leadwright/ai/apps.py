from django.apps import AppConfig


class AIConfig(AppConfig):
    name = "leadwright.ai"
