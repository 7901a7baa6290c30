"""What sounds like a no to all mail and is none, in every language: who asks us to go on, who waits for a mail of ours,
who wants something struck from a paper, who wants to be put on a list."""

import re

__all__ = ["KEEP_ON", "goes_on"]

KEEP_ON = (
    # Do not stop.
    "(?:do not|don't|dont|never) (?:you )?(?:stop|quit|unsubscribe (?:me|us)|remove (?:me|us)|take (?:me|us) off)",
    "nenustok*", "nesustok*", "nebaikit*", r"h[oö]r\w* (?:sie )?(?:bitte |bloss |ja |auf keinen fall )*nicht auf",
    "n'arretez (?:surtout |donc )?(?:pas|rien)", "ne (?:me|nous) (?:desabonnez|desinscrivez|retirez|supprimez) pas",
    "no (?:dejen|deje|dejes|paren|pares) de", "non (?:smettete|smetta|smettere|smetti|smettiamo)", "nie przestaw*",
    "nao (?:deixem|deixe|deixes|parem|pare) de", "sluta inte",
    r"stop\w* (?:er |hier )?(?:vooral |aub |alsjeblieft )*niet",
    "hou\\w* (?:er )?niet mee op", "не (?:прекращайте|переставайте|бросайте|отписывайте)",
    # Do not hesitate.
    "(?:do not|don't|dont|never) hesitate", "nedvejok*", "nesivarzyk*", "zoger\\w* (?:sie |du )?(?:bitte )?nicht",
    "n'hesite[sz]? (?:surtout )?pas", "no dud(?:e|es|en|eis)", "non esit*", "nie waha*", "nao hesite*", "tveka inte",
    "(?:aarzel|schroom) (?:gerust )?niet", "не стесняите*", "не сомневаите*",
    # How many opt out.
    "(?:unsubscribe|opt[ -]out|complaint|spam|bounce|churn) (?:rate|figure|ratio|percentage)s?",
    "(?:abmelde|abbestell|kundigungs|beschwerde|spam)-?(?:rate|quote|zahl)*",
    "taux de (?:desabonnement|desinscription|rebond|plainte)*", "tasa de (?:bajas?|rebote|cancelaci|desuscrip)*",
    "tasso di (?:disiscri|cancella|rimbalzo)*", r"(?:odsetek|wskaznik|procent) (?:wypis|rezygn|odbi)\w*",
    "taxa de (?:cancel|descadastr|rejei)*", "avregistrerings(?:grad|frekvens|takt)*",
    "(?:uitschrijf|afmeld|opzeg)(?:percentage|graad|ratio)*", r"процент отпис\w*",
    r"(?:kiek|koks|kokia|kokia dalis) (?:\w+ )?(?:zmoni\w+ |klient\w+ |procent\w+ )?(?:atsisak|issiregistr)*",
    # A mail of ours that did not come.
    "(?:never|did not|didn't|have not|haven't) (?:got|get|gotten|received|receive|seen|see) (?:your|the|any) "
    "(?:last |previous )?(?:e-?mail|mail|message|offer|quote|attachment|invite|invitation|brochure|file|link)s?",
    r"(?:negavau|neradau|negavome|nepasieke) (?:\w+ )?(?:\w+ )?(?:laisk|pasiulym|pried|saskait|kvietim)*",
    "(?:angebot|mail|e-mail|anhang|rechnung|nachricht) (?:\\w+ )?(?:nie|(?:noch )?nicht) (?:erhalten|bekommen|gesehen)",
    "(?:jamais|pas|pas encore) (?:recu|vu|lu) (?:votre|vos|le|la|l')",
    "(?:nunca|no|aun no) (?:recibi|recibimos|vi|me llego) (?:su|la|el|tu|ninguna oferta)\\b",
    "non (?:ho|abbiamo) (?:mai |ancora )?(?:ricevuto|visto) (?:l'|la\\b|il\\b|le\\b|i\\b)",
    r"(?:nigdy |jeszcze )?nie (?:dostal|otrzymal|widzial)\w* (?:oferty|zalacznika|maila|faktury|panstwa|pana|pani)",
    "(?:nunca|nao|ainda nao) (?:recebi|recebemos|vi) (?:a|o|os|as) (?:proposta|anexo|seu|sua|fatura|email|vosso|vossa)",
    "(?:fick aldrig|har inte fatt|sag aldrig) (?:offerten|bilagan|ditt|mejlet|fakturan|er)",
    "(?:offerte|bijlage|mail|factuur|bericht) (?:nooit|niet|nog niet) (?:ontvangen|gezien|gekregen)",
    r"не получ(?:ал|али|ила|ил|ала)\w* (?:предложени|вложени|ваше|письмо от вас|счет)*",
    # Who else gets it, and what became of another supplier.
    "(?:who|wer|qui|quien|chi|kto|quem|vem|vilka|wie|kas|кто) .. (?:else|sonst|d'autre|mas|altro|jeszcze|mais|fler|"
    "meer|dar|еще) .. (?:list|verteiler|lijst|saras|списк)*",
    r"how many (?:people|customers|recipients|users|of them) (?:\w+ )?(?:report|opt|unsubscribe|complain)*",
    r"(?:cancel|resil|kundig|gekundigt|disdett|wypowied|atsauk|расторг|sagt upp|opgezegd|terminated)\w* .. (?:supplier|"
    r"vendor|provider|fornecedor|proveedor|fournisseur|fornitore|anbieter|dostawc|tiekej|leverantor|leverancier|"
    r"поставщик)*",
)  # fmt: skip

# Who is not the one to ask, or takes it further, says no more than that.
NOT_MINE = (
    "not the (?:right|correct|best) (?:person|one|contact|address)", "ne tas (?:zmogus|asmuo)",
    "nicht (?:der|die) richtige*", "pas la bonne personne", "no soy la persona", "non sono la persona",
    "nie jestem (?:wlasciw|odpowiedni)*", "nao sou a pessoa", "inte ratt person", "niet de juiste",
    "not (?:my|our) (?:department|area|job|call|decision|field|responsibility)",
    "nicht (?:mein|unser)\\w* (?:bereich|abteilung|thema|aufgabe|zustandigkeit|gebiet)*",
    "pas (?:mon|notre|de mon) (?:service|domaine|rayon|ressort|departement)",
    "no es (?:mi|nuestr\\w*) (?:departamento|area|tema|competencia)",
    "non (?:e|sono) (?:il )?(?:mio|di mia) (?:settore|"
    "competenza|reparto|ufficio|campo)", "nie (?:moja|moj|nasza|nasz) (?:dzialka|dzial|sprawa|obszar|temat)*",
    "nao e (?:a minha|o meu|da minha) (?:area|departamento|pelouro|competencia)",
    "inte (?:mitt|min|vart) (?:bord|omrade|avdelning|ansvar)", "tar det med*",
    "niet (?:mijn|onze) (?:afdeling|gebied|terrein|zaak)",
    "не (?:мой|моя|наш|наша) (?:вопрос|отдел|тема|область|сфера)",
    "ne (?:mano|musu) (?:sritis|skyrius|reikalas|klausimas|atsakomybe|kompetencija)",
)  # fmt: skip

# Who puts us into the bin has said no, in words that hold no no.
BINNED = (
    "(?:mails|e-?mails|messages|pitches) .. (?:bin|trash|trashed|binned|garbage)",
    "(?:laisk|zinut|pasiulym)\\w* .. (?:i siuksl|i krepsel|siuksliadez)*",
    "(?:nachrichten|mails|angebote) .. (?:papierkorb|mull|tonne)*",
    "(?:mails|messages|offres|relances) .. (?:poubelle|corbeille)",
    "(?:correos|mensajes|emails) .. (?:a la basura|papelera)", "(?:mail|messaggi) .. (?:nel cestino|cestin)*",
    "(?:maile|wiadomosci|oferty) .. (?:do kosza|w koszu)", "(?:emails|mensagens|propostas) .. (?:para o lixo|no lixo)",
    "(?:mejl|utskick|meddelanden) .. (?:papperskorgen|soporna)", "(?:mails|berichten) .. (?:prullenbak|prullenmand)",
    "(?:письма|сообщения|предложения) .. (?:в корзин|в мусор)*", "not now .. not (?:ever|later)",
)  # fmt: skip

# Something of theirs or ours that is struck from a paper or taken off a thing.
PAPER = re.compile(
    r"\b(?:from|off|out of|in) (?:the |your |that |our )?(?:quote|offer|proposal|contract|deck|slide|sheet|invoice|"
    r"order|table|truck|lorry|agenda)\b(?! list)|\baus (?:dem|der) (?:angebot|vertrag|tabelle|rechnung|bestellung)|"
    r"\bis (?:pasiulymo|sutarties|lenteles|saskaitos|pristatymo)|\b(?:du|de la|de l') ?(?:devis|contrat|offre|facture|"
    r"tableau)|\b(?:del|de la) (?:presupuesto|contrato|oferta|factura|tabla)|\b(?:dal|dalla|dall') ?(?:preventivo|"
    r"contratto|offerta|fattura|tabella)|\bz (?:oferty|umowy|faktury|tabeli)|\bd[ao] (?:proposta|contrato|fatura|"
    r"tabela)|\b(?:ur|fran|i) (?:offerten|avtalet|fakturan|tabellen)|\b(?:uit|van) (?:de|het) (?:offerte|contract|"
    r"factuur|tabel)|\bиз (?:предложения|договора|счета|таблицы)"
)
OF_ME = re.compile(
    r"\b(?:me|us|my|our|mane|mus|mano|musu|mich|uns|meine?\w*|moi|nous|mon|mes|nos|mi|mis|nos|mio|miei|mnie|nas|moj\w*|"
    r"meus?|minha|mig|oss|min|mina|mij|ons|mijn|меня|нас|мо[йию]\w*)\b"
)
JOINS = re.compile(
    r"\b(?:put|add|keep|leave|sign) (?:me|us|my \w+) (?:on|to|up|in)\b|\b(?:itraukite|irasykite|palikite) (?:mane|mus) "
    r"(?:i\b|sara)|\b(?:mettez|inscrivez|ajoutez|gardez)-(?:moi|nous)|\b(?:nehmen|setzen|tragen) sie (?:mich|uns) "
    r".{0,30}\b(?:auf|ein)\b|\b(?:anadame|apunteme|incluyame|pongame)|\b(?:mi|ci) (?:aggiunga|metta|iscriva)\b|"
    r"\b(?:dopisac|dodac|zapisac|zapiszcie) (?:mnie|nas)|\b(?:inclua|adicione|ponha|inscreva)-me|\b(?:satt upp|lagg "
    r"till|skriv upp) (?:mig|oss)|\bzet (?:mij|me|ons) (?:op|in)\b|\b(?:добавьте|включите|запишите) (?:меня|нас)"
)
# A list of those whom nobody writes to.
SHUT = re.compile(
    r"\b(?:not|don't|dont|never|nicht|pas|nie|inte|niet|не|non|nao|no)\b|nesikreip|nerasy|netrukd|"
    r"suppress|block|black|exclu|dnc|sperr|schwarz|zwart|noire|negra|nera\b|"
    r"czarn|juod|svart|sparr|черн|стоп|bel-me|robinson|opposition"
)


def goes_on(sentence: str) -> bool:
    """`sentence` is folded. Whether it asks for no end of our mail, though it may use the words of one."""
    if PAPER.search(sentence) and not OF_ME.search(sentence):
        return True
    return bool(JOINS.search(sentence)) and not SHUT.search(sentence)
