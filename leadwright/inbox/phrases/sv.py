SMALL_WORDS = """och att det är jag vi på för med inte av till en ett den de som om har kan ska vill er oss mig min mitt
mina vår våra din ditt från hej tack så nu när hur vad vem var eller men också här där igen tillbaka åter
hälsningar gärna skulle blir inga något några detta dem dig ni sig under efter"""

OPT_OUT = (
    "sista .. (?:mejl|mail|brev)\\w* .. (?:från er|får)*",
    "(?:bespara|bespar) (?:mig|oss)*",
    "undanbe[rd]*",
    r"(?:ta|tag|plocka) bort .. (?:mig\b|oss\b|min\b|mina\b|vår\b|våra|adress|från|denna)*",
    r"(?:radera|avregistrera|avprenumerera|avanmäl|stryk|avsluta|avboka|säg upp) .. (?:mig\b|oss\b|min\b|"
    r"mina\b|prenumeration|uppgifter|adress|från|alla)*",
    "avregistrera*",
    "avprenumer*",
    "avanmäl*",
    "avsluta prenumer*",
    r"(?:vill|önskar|vi vill) .. (?:inte|ej|inga) .. (?:få\b|ha\b|motta|ta emot|bli\b|mer\b|fler|kontakt|era\b|"
    r"utskick)*",
    "undanbe*",
    r"(?:sluta|upphör|sluta upp|lägg av) .. (?:skicka|skriv|mejl|maila|kontakt|ring|spam|att\b)*",
    "sluta",
    r"(?:kontakta|skriv|mejla|maila|skicka|ring|stör) .. (?:inte|ej|aldrig|inga|inget|mig inte) .. (?:mer\b|"
    r"igen|längre|fler|till\b|mejl|mig\b)*",
    "(?:inga|inget|inte) (?:fler|mer|mera) .. (?:mejl|mail|utskick|reklam|e-?post|brev|meddelande)*",
    r"aldrig [^.,;!?\n]{0,25}?\b(?:samtyck|godkän|bett|anmält|prenumerer)*",
    "(?:är|detta är) .. (?:spam|skräppost)",
    "skräppost",
    "återkallar .. samtycke",
    "motsätter*",
    "lämna (?:mig|oss) ifred",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stopp",
    "stop",
    "avregistrera",
    "avsluta",
    "sluta",
    "nej, inga fler",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:i|från) .. skräpposten",
)  # fmt: skip

AWAY = (
    "(?:jul|sommar|semester)?stängt",
    "öppnar igen",
    "(?:läser|svarar på) (?:mejl|mail|e-?post|min mejl|min mail) .. (?:igen|när jag)*",
    "sjukskriven",
    r"(?:semester|sjukskriven|sjuk|sjukdom|föräldraledig|mammaledig|pappaledig|tjänsteresa|tjänstledig|"
    r"frånvarande|frånvaro|bortrest|barnledig)\w*",
    "(?:inte|ej) (?:på|i) (?:kontoret|plats|tjänst|jobbet)",
    "(?:åter|tillbaka|nås igen|på plats igen)",
    "(?:ledig|är ledig|har ledigt)",
    "(?:håller|har|är) stängt",
    "på (?:kurs|mässa|konferens|resa|utbildning)",
    "vikarierar*",
    "under min frånvaro",
    "läser .. (?:mejl|mail|e-?post) .. (?:sporadiskt|inte|sällan)*",
    "borta",
    "tar .. ledigt*",
    "otillgänglig",
)  # fmt: skip

BACK = (
    "tillbaka",
    "åter",
    "från och med",
    "nås igen",
    "igen",
    "öppnar",
    "svarar",
    "fr o m",
    r"fr\.o\.m",
    "förrän",
)  # fmt: skip

UNTIL = (
    "till",
    r"t\.o\.m",
    "t o m",
    "tom",
)  # fmt: skip

INCLUSIVE = (
    "till och med",
    r"t\.o\.m",
    "t o m",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automatiskt svar",
    "autosvar",
    "frånvaro*",
)  # fmt: skip

AWAY_SUBJECT = (
    "semester",
    "frånvar*",
    "ledig",
)  # fmt: skip

URGENT = (
    "brådskande",
    "akut*",
)  # fmt: skip

MACHINE = (
    "automatiskt (?:meddelande|svar|genererat)",
    "(?:mottagit|tagit emot) .. (?:ärende|mejl|meddelande|förfrågan)*",
)  # fmt: skip

LEFT = (
    "arbetar inte längre",
    "har slutat",
    "slutat sin anställning",
)  # fmt: skip
