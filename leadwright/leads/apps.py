from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leadwright.leads"
