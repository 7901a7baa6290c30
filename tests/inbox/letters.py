"""Mails for the tests, all written for them: what a person or a machine says, and what it means."""

from email.message import EmailMessage
from email.utils import format_datetime

from tests.cast import MONDAY

PEOPLE_SAY = [
    # opting out: none may be missed
    ("opt_out", "Unsubscribe"),
    ("opt_out", "STOP"),
    ("opt_out", "stop!"),
    ("opt_out", "Please remove me from your list."),
    ("opt_out", "Take me off this list, please. Thank you."),
    ("opt_out", "Could you take us off your mailing list?"),
    ("opt_out", "Stop emailing me."),
    ("opt_out", "Please stop writing to this address."),
    ("opt_out", "Do not contact me again."),
    ("opt_out", "Don't email me any more, I mean it."),
    ("opt_out", "No more emails please"),
    ("opt_out", "I do not wish to receive any further messages from you."),
    ("opt_out", "Please delete my data from your system."),
    ("opt_out", "I never signed up for this. Who gave you my address?"),
    ("opt_out", "This is spam and I have reported it as such."),
    ("opt_out", "Leave me alone."),
    ("opt_out", "Hi Alice,\n\nplease opt me out.\n\nRegards\nTom"),
    ("opt_out", "We are not interested. Kindly remove our details from your database."),
    ("opt_out", "I withdraw my consent to be contacted, under article 21 of the GDPR."),
    ("opt_out", "Thanks, but I would rather not hear from you."),
    ("opt_out", "Nebesiųskite man laiškų."),
    ("opt_out", "Prasau nebesiusti man daugiau laisku, nebesiuskite."),
    ("opt_out", "Atsisakau jūsų laiškų."),
    ("opt_out", "Prašau išbraukti mane iš sąrašo."),
    ("opt_out", "Pašalinkite mano adresą iš savo duomenų bazės."),
    ("opt_out", "Daugiau man nerašykite."),
    ("opt_out", "Nebenoriu gauti jūsų pasiūlymų"),
    ("opt_out", "Nustokite siųsti šlamštą."),
    ("opt_out", "Bitte nehmen Sie mich aus Ihrem Verteiler."),
    ("opt_out", "Bitte keine weiteren E-Mails mehr."),
    ("opt_out", "Schreiben Sie mir nicht mehr!"),
    ("opt_out", "Löschen Sie bitte meine Daten gemäß DSGVO."),
    ("opt_out", "Hiermit widerspreche ich der Nutzung meiner Adresse."),
    ("opt_out", "Ich möchte keine Werbung von Ihnen erhalten."),
    ("opt_out", "Abmelden"),
    ("opt_out", "Merci de me désinscrire."),
    ("opt_out", "Ne m'écrivez plus."),
    ("opt_out", "Supprimez-moi de votre liste."),
    ("opt_out", "Por favor, denme de baja."),
    ("opt_out", "No quiero recibir más correos suyos."),
    ("opt_out", "Proszę usunąć mój adres z bazy."),
    ("opt_out", "Proszę więcej nie pisać na ten adres, proszę nie wysyłać."),
    ("opt_out", "Cancellatemi dalla lista."),
    ("opt_out", "Graag uitschrijven."),
    ("opt_out", "Stuur mij geen mails meer."),
    ("opt_out", "Lūdzu, nerakstiet man vairs."),
    ("opt_out", "Отпишите меня, пожалуйста."),
    ("opt_out", "Sluta mejla mig."),
    ("opt_out", "Palun eemaldage mind nimekirjast."),
    # the same words, another meaning
    ("meeting", "Stop by our booth at the fair on Thursday, we could talk there."),
    ("meeting", "Please don't remove me from the list: let's meet next week instead."),
    ("question", "Our driver cannot stop for long. How long does the installation take?"),
    # meeting
    ("meeting", "Happy to talk. Does Tuesday at 10 work for you?"),
    ("meeting", "Let's have a call next week."),
    ("meeting", "Thursday after two works for me."),
    ("meeting", "Please send me a calendar invite for Friday."),
    ("meeting", "Could we set up a short demo for my team?"),
    ("meeting", "Call me tomorrow between 9 and 11."),
    ("meeting", "Taip, galime pasikalbėti ketvirtadienį po pietų."),
    ("meeting", "Man tiktų pirmadienį 10 val."),
    ("meeting", "Gal galėtume susiskambinti kitą savaitę?"),
    ("meeting", "Gerne können wir telefonieren. Dienstag würde passen."),
    ("meeting", "Lassen Sie uns einen Termin vereinbaren."),
    ("meeting", "Volontiers, nous pouvons en parler. Jeudi me convient."),
    ("meeting", "Podemos tener una llamada el martes."),
    ("meeting", "Chętnie porozmawiam, może spotkanie w czwartek?"),
    # interested
    ("interested", "Yes, I am interested."),
    ("interested", "Sounds good, please send me more information."),
    ("interested", "Interesting. Tell me more."),
    ("interested", "We are actually looking for something like this."),
    ("interested", "Mus tai domina, atsiųskite daugiau informacijos."),
    ("interested", "Įdomus pasiūlymas."),
    ("interested", "Das klingt interessant. Bitte senden Sie mir Unterlagen."),
    ("interested", "Wir hätten Interesse."),
    ("interested", "Nous sommes intéressés, envoyez-nous une documentation."),
    ("interested", "Estamos interesados, envíeme más información."),
    ("interested", "Jestem zainteresowana, proszę o ofertę."),
    ("interested", "Yes please"),
    # questions
    ("question", "Does the logger keep records where there is no signal? Half our round is in valleys."),
    ("question", "How much does it cost per vehicle?"),
    ("question", "What standard are the sensors calibrated to?"),
    ("question", "Is there an API?"),
    ("question", "Kiek kainuoja vienas daviklis?"),
    ("question", "Ar įrenginys veikia šaldiklyje?"),
    ("question", "Wie lange hält die Batterie?"),
    ("question", "Was kostet das pro Fahrzeug?"),
    ("question", "Combien coûte un enregistreur ?"),
    ("question", "¿Cuánto dura la batería?"),
    ("question", "Ile kosztuje jeden rejestrator?"),
    ("question", "Сколько стоит один датчик?"),
    # objections
    ("objection", "We looked last year and the price per truck killed it."),
    ("objection", "Too expensive for us."),
    ("objection", "We already use a system from another supplier and are happy with it."),
    ("objection", "There is no budget for this."),
    ("objection", "Per brangu."),
    ("objection", "Mes jau turime tiekėją."),
    ("objection", "Das ist uns zu teuer."),
    ("objection", "Wir haben bereits eine Lösung im Einsatz."),
    ("objection", "C'est trop cher pour nous."),
    ("objection", "Ya tenemos un proveedor."),
    # not now
    ("not_now", "Not now, we are in the middle of an audit."),
    ("not_now", "Bad timing. Try again in six months."),
    ("not_now", "Please get back to me next quarter."),
    ("not_now", "Maybe later in the year, I am too busy at the moment."),
    ("not_now", "We are not interested at the moment, perhaps next year."),
    ("not_now", "Šiuo metu neaktualu, kreipkitės kitais metais."),
    ("not_now", "Ne dabar, grįžkime prie to pavasarį."),
    ("not_now", "Derzeit haben wir dafür keine Zeit. Melden Sie sich im März wieder."),
    ("not_now", "Pas pour le moment, recontactez-moi en mars."),
    ("not_now", "Ahora no, quizás el próximo año."),
    # referral
    ("referral", "Not me. Priya Raman runs quality now."),
    ("referral", "I am not the right person for this. Please speak to our head of logistics."),
    ("referral", "I have forwarded your mail to my colleague in purchasing."),
    ("referral", "Aš už tai neatsakingas, rašykite kolegai Jonui, jis nėra šalia."),
    ("referral", "Kreipkitės į mūsų kokybės vadovę."),
    ("referral", "Dafür bin ich nicht zuständig, bitte wenden Sie sich an Frau Adler."),
    ("referral", "Je ne suis pas la bonne personne, contactez mon collègue."),
    ("referral", "No soy la persona indicada, hable con mi compañero."),
    # no
    ("not_interested", "No thanks."),
    ("not_interested", "Not interested."),
    ("not_interested", "Thank you, but no."),
    ("not_interested", "We do not need this."),
    ("not_interested", "No thanks, please close my file."),
    ("not_interested", "Ačiū, nedomina."),
    ("not_interested", "Mums nereikia."),
    ("not_interested", "Kein Interesse."),
    ("not_interested", "Nein danke, wir brauchen das nicht."),
    ("not_interested", "Non merci, pas intéressé."),
    ("not_interested", "No gracias, no nos interesa."),
    ("not_interested", "Nie, dziękuję."),
    ("not_interested", "Nee, bedankt."),
]

# machines that say so in their headers: (words, the day of return, ISO or "")
AWAY = [
    ("I am out of the office until 7 December and will answer after that.", "2026-12-07"),
    ("I am currently on annual leave, back on Monday.", "2026-11-30"),
    ("Out of the office from 23 November to 4 December 2026. For urgent matters call my colleague.", "2026-12-04"),
    ("I'll be back in the office on Dec 1st.", "2026-12-01"),
    ("I am away through 27 November.", "2026-11-28"),
    ("Thank you for your mail. I am on parental leave.", ""),
    ("Atostogauju iki gruodžio 7 d.", "2026-12-07"),
    ("Šiuo metu atostogauju. Grįšiu 2026 m. gruodžio 1 d.", "2026-12-01"),
    ("Nebūsiu biure iki 2026-12-04.", "2026-12-04"),
    ("Esu komandiruotėje, grįšiu 12-02.", "2026-12-02"),
    ("Ich bin bis einschließlich 4. Dezember nicht im Büro.", "2026-12-05"),
    ("Ich bin im Urlaub und ab dem 07.12.2026 wieder erreichbar.", "2026-12-07"),
    ("Vielen Dank für Ihre Nachricht. Ich bin am 30.11. wieder im Büro.", "2026-11-30"),
    ("Je suis absent jusqu'au 7 décembre.", "2026-12-07"),
    ("Estoy de vacaciones hasta el 7 de diciembre.", "2026-12-07"),
    ("Jestem na urlopie do 7 grudnia.", "2026-12-07"),
    ("Sono in ferie fino al 7 dicembre.", "2026-12-07"),
    ("Ik ben afwezig tot 7 december.", "2026-12-07"),
    ("Esmu atvaļinājumā līdz 7. decembrim.", "2026-12-07"),
    ("Jag är på semester till den 7 december.", "2026-12-07"),
    ("Я в отпуске до 7 декабря.", "2026-12-07"),
    ("Olen lomalla 7. joulukuuta asti.", "2026-12-07"),
    ("Olen puhkusel kuni 7. detsember.", "2026-12-07"),
]

MACHINES = [
    "We have received your message. Your ticket number is 48213.",
    "Gavome jūsų laišką, atsakysime per dvi darbo dienas.",
    "Ihre Anfrage ist bei uns eingegangen.",
]


def a_mail(
    text: str, *, sender: str = "ruta@pieno-kelias.example", subject: str = "Re: Your cold chain", **headers: str
):
    """The bytes of a mail. Keyword `in_reply_to` becomes the header In-Reply-To, and so on; `html` is its HTML."""
    html = headers.pop("html", "")
    mail = EmailMessage()
    mail["From"] = f"Rūta Kazlauskaitė <{sender}>"
    mail["To"] = headers.pop("to", "alice@northmark.example")
    mail["Subject"] = subject
    mail["Date"] = format_datetime(MONDAY)
    mail["Message-ID"] = headers.pop("message_id", f"<{abs(hash((text, sender, subject)))}@pieno-kelias.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text or not html:
        mail.set_content(text)
    if html:
        (mail.add_alternative if text else mail.set_content)(html, subtype="html")
    return mail.as_bytes()


def a_bounce(
    returned_id: str, *, recipient: str, status: str = "5.1.1", action: str = "failed", said: str = ""
) -> bytes:
    said = said or "550 5.1.1 no such user here"
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: alice@northmark.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{abs(hash((returned_id, status)))}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain

Your message could not be delivered.

--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--=b
Content-Type: message/rfc822

From: alice@northmark.example
To: {recipient}
Subject: Your cold chain
Message-ID: {returned_id}

Hello.
--=b--
""".encode()


def a_complaint(returned_id: str, kind: str = "abuse") -> bytes:
    return f"""From: complaints@provider.example
To: alice@northmark.example
Subject: FW: Your cold chain
Message-ID: <arf-{abs(hash(returned_id))}@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=b"

--=b
Content-Type: text/plain

This is an abuse report.

--=b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1

--=b
Content-Type: message/rfc822

From: alice@northmark.example
Subject: Your cold chain
Message-ID: {returned_id}

Hello.
--=b--
""".encode()
