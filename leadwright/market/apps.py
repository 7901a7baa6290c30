from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "leadwright.market"
