"""A day of Alice's with one row of each kind, for the journeys and the pictures."""

from datetime import datetime, timedelta

from leadwright.conversations.models import Conversation, Message
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.leads.models import Lead, Status
from leadwright.research.models import Brief
from leadwright.tasks.models import Task, TaskKind
from tests.cast import Cast, a_lead, a_mailbox

PEOPLE = [
    ("Tomas", "Petrauskas", "tomas@siaures-ledas.example", "Logistics director", "Šiaurės Ledas"),
    ("Hannah", "Okafor", "hannah@fernhill.example", "Operations director", "Fernhill Dairies"),
    ("Pieter", "Claes", "pieter@ostend-pharma.example", "Fleet manager", "Ostend Pharma Freight"),
    ("Greta", "Lindqvist", "greta@nordkap.example", "Quality manager", "Nordkap Fisk"),
    ("Ingrid", "Solberg", "ingrid@nordvik.example", "Quality director", "Nordvik Seafood"),
    ("Aisling", "Byrne", "aisling@carrick.example", "Operations manager", "Carrick Seafoods"),
    ("Erik", "Dahl", "erik@fjordkjol.example", "Chief of transport", "Fjordkjøl"),
    ("Camille", "Roux", "camille@primeurs.example", "Head of purchasing", "Primeurs Rhône"),
    ("Laurent", "Pichon", "laurent@halles.example", "Managing director", "Halles du Midi"),
    ("Nijolė", "Vaitkutė", "nijole@surio.example", "Production manager", "Sūrio Namai"),
    ("Declan", "Moore", "declan@tarrant.example", "Site manager", "Tarrant Cold Stores"),
]
WORDS = [
    (Intent.MEETING, "Taip, galime pasikalbėti ketvirtadienį po pietų. Ar užteks pusvalandžio?", 0.97),
    (Intent.QUESTION, "Does the logger keep records where there is no signal?", 0.85),
    (Intent.OBJECTION, "We looked last year and the price per truck killed it.", 0.7),
    (Intent.NOT_INTERESTED, "No thanks, please close my file.", 0.93),
]


def fill(cast: Cast, now: datetime) -> list[Lead]:
    mailbox = a_mailbox(cast.alice)
    leads = [a_person(cast, *person) for person in PEOPLE]
    for at, (intent, words, confidence) in enumerate(WORDS):
        a_reply(leads[at], mailbox, intent, words, confidence, now - timedelta(minutes=26 + 44 * at))
    call = "Good morning, this is Alice of Northmark.\n\nYou opened a cold store in May; who reads the temperature log?"
    a_task(leads[4], TaskKind.CALL, "Call Ingrid Solberg", "Step 5 of 10 is due today.", now, call)
    a_task(leads[5], TaskKind.CALL, "Call Aisling Byrne", "You promised a second try.", now)
    note = "Hello Erik, I wrote to you this morning about the log your trucks keep."
    a_task(leads[6], TaskKind.LINKEDIN, "Ask to connect", "Step 2 of 10, same day as the first e-mail.", now, note)
    a_task(leads[7], TaskKind.REMINDER, "Look at the tender she mentioned", "You set it after Tuesday’s call.", now)
    a_task(leads[10], TaskKind.REMINDER, "Ask for the log", "You said so on Friday.", now + timedelta(hours=4))
    leads[8].mark(Status.READY)
    Brief.objects.create(lead=leads[8], company="Wholesale market", need="x", gap="y", good_at=now, updated_at=now)
    for lead in leads[:8]:
        lead.mark(Status.ANSWERED if lead in leads[:4] else Status.WORKING)
    return leads


def a_person(cast: Cast, given: str, family: str, email: str, title: str, company: str) -> Lead:
    lead = a_lead(cast.alice, email, given_name=given, family_name=family, title=title)
    lead.account.name = company
    lead.account.save(update_fields=["name"])
    return lead


def a_task(lead: Lead, kind: str, title: str, why: str, due_at: datetime, words: str = "") -> Task:
    given = {"workspace": lead.workspace, "lead": lead, "owner": lead.owner, "key": f"{kind}:{lead.pk}"}
    return Task.objects.create(kind=kind, title=title, why=why, words=words, due_at=due_at, created_at=due_at, **given)


def a_reply(lead: Lead, mailbox, intent: str, words: str, confidence: float, at: datetime) -> Reply:
    talk = Conversation.objects.create(workspace=lead.workspace, lead=lead, mailbox=mailbox, started_at=at)
    message = Message.objects.create(
        workspace=lead.workspace,
        conversation=talk,
        mailbox=mailbox,
        lead=lead,
        outbound=False,
        state=Message.State.RECEIVED,
        message_id=f"<{lead.pk}@{lead.email.split('@')[1]}>",
        sender=lead.email,
        recipient=mailbox.address,
        subject="Re: Your cold chain",
        text=words,
        at=at,
    )
    return Reply.objects.create(
        workspace=lead.workspace,
        message=message,
        lead=lead,
        owner=lead.owner,
        kind=Kind.REPLY,
        intent=intent,
        words=words,
        evidence=words.split(".")[0],
        confidence=confidence,
        at=at,
    )
