"""The demo's articles: what Northmark, an invented maker of temperature loggers, says of its product."""

from datetime import datetime

from leadwright.knowledge.models import Article
from leadwright.team.models import Workspace

ARTICLES = {
    "What it costs": (
        "A logger costs 14 euros a month for each vehicle or cold room, with the SIM card, the calibration and the "
        "portal in it. There is no fee for setting it up. From 50 loggers the price is 11 euros a month. "
        "You may stop at the end of any month, and nothing is owed for the rest of the year."
    ),
    "Records where there is no signal": (
        "The logger keeps the temperature record in its own memory for 60 days, one value a minute. "
        "Where there is no mobile signal it goes on recording and sends the whole gap once the signal is back. "
        "The record then shows no hole, and each value carries the time at which it was measured."
    ),
    "What an auditor sees": (
        "The journal shows one load from the loading ramp to the delivery, with temperature, place and door openings. "
        "An auditor gets a read-only link and needs no account. "
        "A journal is signed when it is closed, so that a later change would show."
    ),
    "Standards and calibration": (
        "The loggers are tested to EN 12830 for transport and storage of chilled and frozen food. "
        "Each one comes with a calibration certificate to ISO 17025, and is calibrated again every 12 months. "
        "We send the replacement before the certificate ends, so that no vehicle stands still."
    ),
    "Installing": (
        "A logger is fixed with two screws or a magnet and needs no wiring. "
        "A driver installs one in about 10 minutes; the portal says when the first value has come in. "
        "For more than 100 vehicles our installers come to your depot."
    ),
    "Connecting your own systems": (
        "There is an open API in JSON with webhooks, and a nightly CSV export to SFTP. "
        "Ready connectors exist for SAP TM, Microsoft Dynamics and Transporeon. "
        "The API is part of the price, and its documentation is public."
    ),
    "Battery": (
        "The battery lasts five years at one value a minute and a report every ten minutes. "
        "The portal warns 60 days before it is empty. A battery is changed by hand, without tools and without a "
        "new calibration."
    ),
    "Who owns the data": (
        "The data are yours. They lie in Frankfurt and Vilnius, are kept for five years, and you may export all of "
        "them at any time as CSV or PDF. "
        "When a contract ends we delete them within 30 days and confirm it in writing."
    ),
    "Support": (
        "Support answers within 30 minutes on working days from 7 to 19, in English, Lithuanian, German and Polish. "
        "For an alarm at night there is a telephone that is always answered."
    ),
    "Contract and trial": (
        "A trial runs for 30 days with up to five loggers and costs nothing. "
        "The contract has no minimum term. If you do not want to keep the loggers, we collect them."
    ),
    "Personal data and GDPR": (
        "The logger records no driver and no telephone. Where a journal names a driver, your own system put the name "
        "there. We sign a data processing agreement under article 28 of the GDPR before the first logger is sent."
    ),
    "Alarms": (
        "An alarm comes by text message, e-mail or call when the temperature leaves its range for longer than you "
        "chose, or when a door stays open. Each alarm names the load, the place and what to do. "
        "Alarms can follow your duty roster."
    ),
}


def shipped_articles(workspace: Workspace, now: datetime) -> list[Article]:
    """The articles above, where they are not there yet."""
    rows = [Article(workspace=workspace, title=title, body=body, updated_at=now) for title, body in ARTICLES.items()]
    Article.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Article.objects.filter(workspace=workspace, title__in=ARTICLES))
