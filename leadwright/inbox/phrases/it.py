SMALL_WORDS = """e il lo la i gli le noi è sono lei voi vostro vostra per non con che abbiamo avete grazie io mio
mia su in di da al del se sì essere come cosa chi quando dove ma o una un questo questa buongiorno
saluti cordiali ci mi si più anche"""

OPT_OUT = (
    "ultim(?:a|o) .. (?:mail|messaggio|email) .. (?:ricev|voi|parte vostra)*",
    "(?:risparmiatemi|risparmiateci)*",
    r"(?:cancell|rimuov|elimin|toglie|disiscriv)\w* .. (?:mi|mio|mia|nostr|lista|mailing|dati|indirizzo|"
    "database|dal)*",
    "(?:cancellatemi|rimuovetemi|toglietemi|eliminatemi|cancellarmi|rimuovermi|disiscrivermi)", "disiscri*",
    "(?:non|smettete|smetta|basta|smettetela) .. (?:più|scriver|inviar|contattar|ricever|mandar|mail|disturb|"
    "scrivetemi|mandatemi|inviatemi|contattatemi)*",
    "non (?:desidero|voglio|vogliamo|desideriamo|intendo) .. (?:ricever|più|essere|vostre)*",
    "basta (?:mail|email|messaggi|così)", "(?:è|questo è) spam", "spam", "revoco .. consenso", "mi oppongo",
    "lasciatemi in pace",
    r"(?:cancell|rimuov|elimin|togli|toglie|disiscriv|disiscri|depenn)\w* .. (?:mi\b|mio\b|mia\b|miei|nostr|"
    r"vostr|indirizzo|lista|dati|nome|email|contatt|mailing)*",
    "(?:cancellatemi|cancellami|rimuovetemi|rimuovimi|eliminatemi|toglietemi|toglimi|disiscrivetemi|"
    "disiscrivimi|disiscri|cancellateci|rimuoveteci|toglieteci)*",
    r"non [^.,;!?\n]{0,25}?\b(?:desider|vogli|intend|gradis|gradi)\w* .. (?:piu\b|ricev|essere|vostr|altre|"
    r"ulterior|pubblic)*",
    r"non [^.,;!?\n]{0,25}?\b(?:scriv|invia|manda|contatta|disturb|chiama|spedi)\w*",
    r"non (?:mi|ci|inviat|mandat|scrivet|contattat|scriver|disturb)\w* .. (?:piu\b|ulterior|altre|mail|email)*",
    r"(?:non|di non) .. (?:essere|scriver|contatt)\w* .. (?:piu\b|contattat)*",
    r"(?:smettete|smettetela|smettila|basta|cessate|interrompete) .. (?:di\b|con\b|scriv|inviar|mail|spam)*",
    "mi oppongo*",
    "ci opponiamo*",
    r"mai [^.,;!?\n]{0,25}?\b(?:dato|autorizzat|iscritt|richiest|consens)*",
    "(?:senza|nessun) .. consenso",
    r"revoc\w* .. consenso",
    "disiscri*",
    r"annull\w* .. iscrizion*",
    "(?:è|e) spam",
    "spam",
    "diritto .. (?:oblio|opposizione|cancellazione)",
    r"(?:chiedo|chiediamo|prego|preghiamo) .. di (?:smettere|non)\b",
    "(?:essere|venire) .. (?:rimoss|cancellat|tolt|elimin)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "cancellami", "disiscrivimi", "basta", "cancellatemi", "rimuovere",
    "stop",
    "cancellami",
    "cancellazione",
    "disiscrizione",
    "basta",
    "rimuovere",
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
    "(?:in malattia|in maternità|in congedo)",
    "(?:chiusi|chiuso) per*",
    "(?:accesso limitato) .. (?:mail|posta)*",
    "(?:fuori (?:ufficio|sede|dall'ufficio)|assent|assenza)*",
    "in (?:ferie|vacanza|malattia|maternità|congedo|trasferta)",
    "(?:rientr|sarò di ritorno|tornerò|torno|di ritorno|ritorno)*",
    "non (?:sono|sarò) (?:in ufficio|disponibile|raggiungibile|reperibile)", "accesso limitato",
    "ufficio .. chiuso",
    "(?:assente|assenza|ferie|malattia|trasferta|fuori sede|fuori ufficio|vacanza)",
    "(?:in|dalle|per) (?:ferie|congedo|malattia|trasferta|vacanza|permesso|maternità)",
    "congedo*",
    r"(?:rientro|rientrerò|rientreremo|rientrare|torno|tornerò|tornero|di ritorno|riprende|riapr)\w*",
    r"(?:chius)\w*",
    "(?:di nuovo|nuovamente) .. (?:disponibile|in ufficio|in sede|operativ|raggiungibile)*",
    "in (?:fiera|corso|riunione|missione)",
    "in mia assenza",
    "durante la mia assenza",
    r"(?:posta|mail|email) .. (?:saltuariamente|limitat|non\b)*",
    "fuori (?:sede|ufficio|città)",
    "non sono .. (?:ufficio|sede|disponibile|raggiungibile)*",
    "sono via",
    "ricoverat*",
)  # fmt: skip

BACK = (
    "riapert*", "riapr*",
    "rientr*", "torn*", "ritorno", "a partire dal", "dal",
    "rientr*",
    "torn*",
    "ritorno",
    "dal",
    "riapr*",
    "riprend*",
    "disponibile",
    "a partire dal",
    "l'",
)  # fmt: skip

UNTIL = (
    "fino al", "sino al", "al", "fino a", "-",
    "fino al",
    "fino",
    "al",
    "sino al",
    "all'",
)  # fmt: skip

INCLUSIVE = (
    "compreso", "incluso", "inclusi",
    "compreso",
    "incluso",
    "inclusi",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "risposta automatica", "messaggio automatico", "risponditore automatico",
    "risposta automatica",
)  # fmt: skip

AWAY_SUBJECT = (
    "fuori (?:ufficio|sede)", "assen*", "ferie", "in ferie",
    "assen*",
    "fuori ufficio",
    "ferie",
)  # fmt: skip

LEFT = (
    "non (?:lavora|lavoro|fa|è) più *", "ha lasciato (?:la società|l'azienda|la nostra)*",
    "non lavora più",
    "ha lasciato l'azienda",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:nello|nella|in) .. spam",
    "cartella spam",
)  # fmt: skip

URGENT = (
    "urgen*",
)  # fmt: skip

MACHINE = (
    "(?:le|la|vi) (?:ricontatter|risponder|contatter)(?:à|emo|anno)",
    "messaggio automatico",
    "(?:abbiamo ricevuto) .. (?:richiesta|messaggio|mail)*",
    "non rispondere",
    "prega di non rispond*",
)  # fmt: skip
