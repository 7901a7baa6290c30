"""What the people of the market say, in three languages. Short, as busy people write."""

from datetime import date

from leadwright.market.companies import NOT_SERVED, SERVED

INDUSTRIES = {
    "en": {name: name.lower() for name in [*SERVED, *NOT_SERVED]},
    "lt": {
        "Dairy": "pieno produktai",
        "Frozen food": "šaldytas maistas",
        "Meat processing": "mėsos perdirbimas",
        "Fresh produce": "švieži vaisiai ir daržovės",
        "Cold storage": "šaldymo sandėliai",
        "Refrigerated transport": "vežimas šaldytuvais",
        "Fish and seafood": "žuvis ir jūros gėrybės",
        "Bakery": "kepykla",
        "Catering": "maitinimo paslaugos",
        "Software": "programinė įranga",
        "Furniture": "baldai",
        "Legal services": "teisinės paslaugos",
        "Advertising": "reklama",
    },
    "de": {
        "Dairy": "Milchprodukte",
        "Frozen food": "Tiefkühlkost",
        "Meat processing": "Fleischverarbeitung",
        "Fresh produce": "Obst und Gemüse",
        "Cold storage": "Kühlhäuser",
        "Refrigerated transport": "Kühltransporte",
        "Fish and seafood": "Fisch und Meeresfrüchte",
        "Bakery": "Backwaren",
        "Catering": "Gemeinschaftsverpflegung",
        "Software": "Software",
        "Furniture": "Möbel",
        "Legal services": "Rechtsberatung",
        "Advertising": "Werbung",
    },
}
SENTENCES = {
    "en": {
        "size": "We are about {} people and run {} vehicles.",
        "industry": "Our business is {}.",
        "money": "We could spend some {} euros on this in a year.",
        "soon": "We would want it running within {} month(s).",
        "late": "Nothing will move for the next {} months.",
        "fit": "What hurts: {}.",
        "unfit": "To be honest, what we have does the job.",
    },
    "lt": {
        "size": "Mūsų yra apie {}, turime {} transporto priemones.",
        "industry": "Mūsų veikla: {}.",
        "money": "Per metus tam galėtume skirti apie {} eurų.",
        "soon": "Norėtume, kad tai veiktų per {} mėn.",
        "late": "Artimiausius {} mėn. nieko nekeisime.",
        "fit": "Labiausiai trukdo tai, kad {}.",
        "unfit": "Atvirai sakant, dabartinės įrangos mums pakanka.",
        "needs": {
            "paper": "vairuotojai temperatūrą vis dar rašo popieriuje",
            "claims": "krovinius atmetė, nes niekas negalėjo parodyti temperatūros kelyje",
            "audit": "auditas prašys kiekvieno krovinio įrašo",
            "blind": "apie gedimą sužinome tik prekėms atšilus",
            "growth": "nauji automobiliai turi vis kitokius registratorius",
        },
    },
    "de": {
        "size": "Wir sind etwa {} Leute und haben {} Fahrzeuge.",
        "industry": "Unser Geschäft: {}.",
        "money": "Dafür könnten wir im Jahr rund {} Euro ausgeben.",
        "soon": "In {} Monat(en) sollte es laufen.",
        "late": "In den nächsten {} Monaten ändern wir nichts.",
        "fit": "Was uns drückt: {}.",
        "unfit": "Ehrlich gesagt reicht uns, was wir haben.",
        "needs": {
            "paper": "die Fahrer schreiben die Temperaturen noch auf Papier",
            "claims": "Ladungen wurden abgelehnt, weil niemand die Temperatur unterwegs belegen konnte",
            "audit": "das nächste Audit verlangt den Nachweis für jede Ladung",
            "blind": "wir erfahren von Ausfällen erst, wenn die Ware warm ist",
            "growth": "jedes neue Fahrzeug hat einen anderen Logger",
        },
    },
}
GREETING = {"en": ["Hi {}", "Hello {}", "Dear {}"], "lt": ["Laba diena", "Sveiki"], "de": ["Guten Tag {}", "Hallo {}"]}
CLOSING = {"en": ["Best regards", "Kind regards", "Best"], "lt": ["Pagarbiai", "Linkėjimai"], "de": ["Viele Grüße"]}
LETTERS: dict[str, dict[str, list[str]]] = {
    "en": {
        "interested": [
            "This sounds interesting. Please tell me more about how it would work for us.",
            "Good timing, we are looking into this right now. Can you send me more details?",
            "I am interested. What would be the next step?",
        ],
        "question": [
            "Do your loggers keep recording when the lorry has no mobile signal?",
            "How accurate are the sensors, and do they come with a calibration certificate?",
            "How long does the battery last in a freezer at minus 25 degrees?",
            "Can drivers see an alarm on the way, and who else is told?",
            "How much does it cost for 20 vehicles?",
            "Can we export the temperature record of one load for an auditor?",
        ],
        "objection": [
            "We already have loggers from another supplier. Why should we change?",
            "That sounds too expensive for a company of our size.",
            "We tried something like this two years ago and the drivers did not use it.",
        ],
        "meeting": [
            "Let's talk. Could we have a call on Thursday after lunch?",
            "Happy to meet. Can you call me on Tuesday at 10?",
            "Yes, let us schedule a meeting next week, half an hour is enough.",
        ],
        "not_now": [
            "Not now, we have no time for this before then. Please get back to me on {date}.",
            "This is not a good time. Please contact me again on {date}.",
        ],
        "referral": [
            "I am not the right person for this. Please talk to our {title}, {name}.",
            "This is not my area. {name} ({title}) takes care of it.",
        ],
        "not_interested": [
            "Thank you, but we are not interested.",
            "No thanks, we do not need this.",
            "This is not relevant for us. Not interested.",
        ],
        "opt_out": [
            "Please remove me from your list.",
            "Unsubscribe me please and do not write to me again.",
            "Stop e-mailing me.",
        ],
        "facts": ["Thank you for the answer. To give you the picture:", "Thanks, that helps. About us:"],
        "agrees": ["Let us go on. Who shows it to us?", "I would like to see it. When can your colleague call?"],
        "refuses": ["So this is not for us, I am afraid.", "So I do not think that we will do this."],
        "out_of_office": [
            "Thank you for your e-mail. I am out of the office until {date} and will answer when I am back.",
            "I am on holiday and will be back on {date}. Your message is not forwarded.",
        ],
        "auto_reply": [
            "This is an automatic confirmation. We have received your message and will answer within two working days.",
            "Your request was received under the number {number}. Please do not reply to this message.",
        ],
    },
    "lt": {
        "interested": [
            "Skamba įdomiai. Papasakokite plačiau, kaip tai veiktų pas mus.",
            "Mus tai domina. Koks būtų kitas žingsnis?",
        ],
        "question": [
            "Ar registratoriai įrašo temperatūrą, kai nėra mobiliojo ryšio?",
            "Kiek laiko veikia baterija šaldiklyje, kai yra minus 25 laipsniai?",
            "Kiek tai kainuotų 20 automobilių?",
        ],
        "objection": [
            "Jau turime kito tiekėjo registratorius. Kodėl turėtume keisti?",
            "Mūsų dydžio įmonei tai per brangu.",
        ],
        "meeting": [
            "Taip, galime pasikalbėti ketvirtadienį po pietų.",
            "Susitikime kitą savaitę, pusvalandžio užteks. Kada galėtumėte?",
        ],
        "not_now": [
            "Dabar ne laikas. Parašykite man {date}.",
            "Šiuo metu neturime tam laiko. Susisiekite {date}.",
        ],
        "referral": [
            "Aš už tai neatsakau. Kreipkitės į {name} ({title}).",
        ],
        "not_interested": ["Ačiū, bet mūsų tai nedomina.", "Ne, ačiū, mums to nereikia."],
        "opt_out": [
            "Prašau išbraukti mane iš sąrašo ir daugiau nerašyti.",
            "Nebesiųskite man laiškų.",
        ],
        "facts": ["Ačiū už atsakymą. Trumpai apie mus:", "Ačiū, dabar aiškiau. Apie mus:"],
        "agrees": ["Norėtume pamatyti. Kada jūsų kolega galėtų paskambinti?"],
        "refuses": ["Taigi mums tai netinka."],
        "out_of_office": [
            "Ačiū už laišką. Atostogauju iki {date}, atsakysiu grįžęs(-usi).",
            "Šiuo metu nesu biure. Grįšiu {date}.",
        ],
        "auto_reply": ["Tai automatinis patvirtinimas. Jūsų laišką gavome ir atsakysime per dvi darbo dienas."],
    },
    "de": {
        "interested": [
            "Das klingt interessant. Bitte schicken Sie mir mehr Informationen.",
            "Wir sind interessiert. Was wäre der nächste Schritt?",
        ],
        "question": [
            "Zeichnen die Logger auch auf, wenn es kein Mobilfunknetz gibt?",
            "Wie lange hält die Batterie bei minus 25 Grad?",
            "Was kostet das für 20 Fahrzeuge?",
        ],
        "objection": [
            "Wir haben schon Logger von einem anderen Anbieter. Warum sollten wir wechseln?",
            "Das ist für eine Firma unserer Größe zu teuer.",
        ],
        "meeting": [
            "Gerne, können wir am Donnerstag nach dem Mittag telefonieren?",
            "Lassen Sie uns nächste Woche einen Termin machen.",
        ],
        "not_now": [
            "Im Moment passt es nicht. Bitte melden Sie sich am {date} wieder.",
        ],
        "referral": ["Dafür bin ich nicht der richtige Ansprechpartner. Bitte wenden Sie sich an {name} ({title})."],
        "not_interested": ["Danke, wir haben kein Interesse.", "Kein Bedarf, danke."],
        "opt_out": [
            "Bitte streichen Sie mich von Ihrer Liste und schreiben Sie mir nicht mehr.",
            "Bitte keine weiteren E-Mails.",
        ],
        "facts": ["Danke für die Antwort. Kurz zu uns:"],
        "agrees": ["Das möchten wir sehen. Wann kann Ihre Kollegin anrufen?"],
        "refuses": ["Deshalb ist das nichts für uns."],
        "out_of_office": [
            "Vielen Dank für Ihre Nachricht. Ich bin bis zum {date} nicht im Büro.",
            "Ich bin im Urlaub und ab dem {date} wieder erreichbar.",
        ],
        "auto_reply": ["Dies ist eine automatische Bestätigung. Wir haben Ihre Nachricht erhalten."],
    },
}
SUBJECT = {
    "out_of_office": {"en": "Automatic reply: {}", "lt": "Automatinis atsakymas: {}", "de": "Automatische Antwort: {}"},
    "auto_reply": {"en": "We received your message: {}", "lt": "Gavome jūsų laišką: {}", "de": "Eingang bestätigt: {}"},
}
QUOTED = {
    "en": "On {day}, {at.day} {month} {at.year} at {at:%H:%M}, {name} <{sender}> wrote:",
    "lt": "{at:%Y-%m-%d}, {day}, {at:%H:%M} {name} <{sender}> rašė:",
    "de": "Am {day}., {at.day}. {month}. {at.year} um {at:%H:%M} Uhr schrieb {name} <{sender}>:",
}
WEEKDAYS = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "lt": ["pr", "an", "tr", "kt", "pn", "št", "sk"],
    "de": ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
}
ENGLISH = "January,February,March,April,May,June,July,August,September,October,November,December"
LITHUANIAN = "sausio,vasario,kovo,balandžio,gegužės,birželio,liepos,rugpjūčio,rugsėjo,spalio,lapkričio,gruodžio"
GERMAN = "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember"
MONTHS = {"en": ENGLISH.split(","), "lt": LITHUANIAN.split(","), "de": GERMAN.split(",")}


def day_in_words(day: date, language: str) -> str:
    """`12 January 2027`, `2027 m. sausio 12 d.`, `12. Januar 2027`."""
    month = MONTHS[language][day.month - 1]
    if language == "lt":
        return f"{day.year} m. {month} {day.day} d."
    return f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"
