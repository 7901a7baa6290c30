SMALL_WORDS = """e il lo la i gli le noi è sono lei voi vostro vostra per non con che abbiamo avete grazie io mio
mia su in di da al del se sì essere come cosa chi quando dove ma o una un questo questa buongiorno
saluti cordiali ci mi si più anche"""

OPT_OUT = (
    r"(?:cancell|rimuov|elimin|toglie|disiscriv)\w* .. (?:mi|mio|mia|nostr|lista|mailing|dati|indirizzo|"
    "database|dal)*",
    "(?:cancellatemi|rimuovetemi|toglietemi|eliminatemi|cancellarmi|rimuovermi|disiscrivermi)", "disiscri*",
    "(?:non|smettete|smetta|basta|smettetela) .. (?:più|scriver|inviar|contattar|ricever|mandar|mail|disturb|"
    "scrivetemi|mandatemi|inviatemi|contattatemi)*",
    "non (?:desidero|voglio|vogliamo|desideriamo|intendo) .. (?:ricever|più|essere|vostre)*",
    "basta (?:mail|email|messaggi|così)", "(?:è|questo è) spam", "spam", "revoco .. consenso", "mi oppongo",
    "lasciatemi in pace",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "cancellami", "disiscrivimi", "basta", "cancellatemi", "rimuovere",
)  # fmt: skip

MEETING = (
    "(?:possiamo|potremmo|potrebbe|volentieri|vorrei|fissare|organizzare|fissiamo|sentiamoci|vediamoci|"
    "incontriamoci) .. (?:incontr|parlar|sentir|chiamat|appuntamento|riunione|call|veder|demo|telefon)*",
    "(?:lunedì|martedì|mercoledì|giovedì|venerdì|domani|prossima settimana) .. (?:va bene|mi va|può andare|"
    "sono libero|disponibile|ok|perfetto)*",
    "va bene .. (?:lunedì|martedì|mercoledì|giovedì|venerdì|domani)", "mi (?:chiami|richiami)",
    "quando (?:possiamo|può|potrebbe|è disponibile)", "sentiamoci",
)  # fmt: skip

NOT_MEETING = (
    "(?:no|nessun|non) .. (?:incontro|riunione|appuntamento)",
)  # fmt: skip

INTERESTED = (
    "(?:sono|siamo|saremmo|sarei) (?:molto )?interessat*", "(?<!non )(?:mi|ci) interessa",
    "(?:può|potete|potrebbe|mandi|invii|inviate|mandate) .. (?:informazion|brochure|offerta|preventivo|"
    "catalogo|listino|dettagli|material)*",
    "(?:più|maggiori|ulteriori) (?:informazioni|dettagli|info)", "interessante", "saperne di più",
    "sì,? (?:grazie|volentieri|certo)",
)  # fmt: skip

QUESTION = (
    r"(?:come|quanto|quale|quali|quando|dove|perché|chi|cosa|avete|potete|è possibile|c'è|funziona|si può) .. \?",
    "(?:una|la mia) domanda", "quanto costa", "potrebbe (?:spiegar|chiarir|conferm)*",
)  # fmt: skip

OBJECTION = (
    "(?:troppo|molto) (?:caro|cara|costoso|complicato|complesso)", "(?:non|senza|nessun) .. budget",
    "(?:abbiamo|usiamo|utilizziamo|lavoriamo) .. già", "già (?:abbiamo|usiamo|un|una|fornitore|utilizziamo)*",
    "(?:soddisfatti|contenti) (?:di|del|con)*", "più economic*",
)  # fmt: skip

NOT_NOW = (
    "non (?:ora|adesso|in questo momento|al momento|per ora|quest'anno)",
    "(?:al momento|per ora|attualmente|in questo momento|per il momento) .. (?:non|no|nessun)*",
    "(?:il|la|nel|dal) (?:prossimo|prossima) (?:anno|trimestre|mese|stagione)*", "l'anno prossimo",
    r"(?:tra|fra) (?:qualche|due|tre|sei|\d+) (?:mesi|settimane)",
    "(?:a|da|dopo) (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|"
    "l'estate)",
    "più avanti", "più tardi", "troppo presto", "non ho tempo",
)  # fmt: skip

REFERRAL = (
    "non sono (?:io|la persona|il responsabile|l'interlocutore)*",
    "(?:persona|contatto) (?:sbagliat|giust|corrett|di riferimento)*",
    "(?:contatti|scriva|parli|si rivolga|rivolgetevi) .. (?:il|la|al|alla|con|mio|nostro|colleg)*",
    "(?:responsabile|se ne occupa|si occupa) .. (?:è|di|il|la|colleg)*",
    "(?:inoltro|inoltrato|girato|giro) .. (?:a|al|alla|colleg|la mail)*", "mio collega", "mia collega",
)  # fmt: skip

NOT_INTERESTED = (
    "non (?:sono|siamo|mi|ci) interess*", "no,? grazie", "grazie,? (?:ma )?(?:no|non)",
    r"non (?:abbiamo|ho|ci serve|serve|necessit|è di nostro)\w* .. (?:bisogno|necessità|interesse)*",
    "non ci serve", "nessun interesse", "non fa per noi",
)  # fmt: skip

NO_ALONE = (
    "no", "no grazie", "non interessa", "non mi interessa",
)  # fmt: skip

YES_ALONE = (
    "sì", "certo", "va bene", "volentieri", "d'accordo",
)  # fmt: skip

AWAY = (
    "(?:fuori (?:ufficio|sede|dall'ufficio)|assent|assenza)*",
    "in (?:ferie|vacanza|malattia|maternità|congedo|trasferta)",
    "(?:rientr|sarò di ritorno|tornerò|torno|di ritorno|ritorno)*",
    "non (?:sono|sarò) (?:in ufficio|disponibile|raggiungibile|reperibile)", "accesso limitato",
    "ufficio .. chiuso",
)  # fmt: skip

BACK = (
    "rientr*", "torn*", "ritorno", "a partire dal", "dal",
)  # fmt: skip

UNTIL = (
    "fino al", "sino al", "al", "fino a", "-",
)  # fmt: skip

INCLUSIVE = (
    "compreso", "incluso", "inclusi",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "risposta automatica", "messaggio automatico", "risponditore automatico",
)  # fmt: skip

AWAY_SUBJECT = (
    "fuori (?:ufficio|sede)", "assen*", "ferie", "in ferie",
)  # fmt: skip

LEFT = (
    "non (?:lavora|lavoro|fa|è) più *", "ha lasciato (?:la società|l'azienda|la nostra)*",
)  # fmt: skip
