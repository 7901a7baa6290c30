SMALL_WORDS = """en de het een wij we is zijn u uw voor niet met dat hebben heeft bedankt dank ik mijn op in aan te
van er als ja nee wat wie wanneer waar maar of ons mij ook nog bij dit deze beste groeten
vriendelijke alvast kunt kunnen graag"""

OPT_OUT = (
    "laatste .. (?:mail|bericht) .. (?:van u|ontvang|krijg)*",
    "(?:bespaar|spaar) (?:me|mij|ons)*",
    "(?:uitschrijven|afmelden|schrijf (?:mij|ons|me) uit|meld (?:mij|ons|me) af)",
    "(?:verwijder|haal|schrap|wis)(?:t|en)? .. (?:mij|ons|me|mijn|onze|lijst|gegevens|adres|bestand|mailing)*",
    "(?:mij|me|ons|mijn|onze) .. (?:verwijderen|uitschrijven|afmelden|schrappen)",
    "(?:geen|niet) .. (?:mails?|e-?mails?|berichten|reclame|nieuwsbrief|contact) meer",
    "(?:geen|nooit) (?:verdere|e-?mails|mails|berichten|reclame|contact) .. (?:meer|ontvangen|sturen)*",
    "niet (?:meer|langer) .. (?:mailen|contacteren|benaderen|schrijven|benaderd|ontvangen|bellen|sturen)*",
    r"(?:stop|hou op|houd op) (?:met|a\.?u\.?b|alstublieft)*",
    "(?:wil|willen|wens|wensen) .. geen .. (?:mail|e-?mail|bericht|reclame|contact|post|nieuwsbrief)*",
    "(?:dit is|is) spam", "spam", "laat (?:mij|me|ons) met rust", "avg .. verwijder*",
    "toestemming .. (?:intrek|nooit|niet)*",
    r"(?:verwijder|schrap|haal|wis|schrijf) .. (?:mij\b|me\b|ons\b|mijn\b|onze|uit\b|van\b|adres|gegevens|"
    r"lijst)*",
    "(?:uitschrijven|afmelden|uitschrijving|afmelding|opzeggen)*",
    "schrijf .. uit",
    "meld .. af",
    r"(?:geen|niet) [^.,;!?\n]{0,25}?\b(?:e-?mails?|mails?|berichten|reclame|contact|post|nieuwsbrie\w+|"
    r"aanbiedingen) .. (?:meer\b|ontvangen|aub\b|van\b)*",
    r"niet (?:meer|langer|verder) .. (?:contact|benader|mail|schrij|stur|bericht|ontvang|te\b|lastig|bellen)*",
    r"(?:wil|willen|wens|wensen|wenst) .. (?:geen|niet|nooit) .. (?:ontvang|mail|bericht|benader|meer\b|"
    r"reclame|contact)*",
    r"(?:stop|hou|houd) .. (?:mail|op\b|met\b|sturen|spam|berichten|hiermee)*",
    "(?:nooit|geen) .. (?:toestemming|ingeschreven|aangemeld|gevraagd|akkoord)*",
    "bezwaar .. (?:tegen|gegevens)*",
    "maak .. bezwaar*",
    "(?:is|dit is) spam",
    "spam",
    "trek .. toestemming .. in",
    "laat (?:mij|me|ons) met rust",
    "gegevens .. (?:verwijder|wissen)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "uitschrijven", "afmelden", "verwijderen", "verwijder",
    "stop",
    "afmelden",
    "uitschrijven",
    "afmelden graag",
    "graag afmelden",
    "stoppen",
)  # fmt: skip

MEETING = (
    "(?:kunnen|zullen|laten|graag|wil|willen|zou|kun) .. (?:afspreken|bellen|spreken|afspraak|gesprek|"
    "ontmoeten|demo|kennismaken|inplannen|overleggen)*",
    "(?:maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|volgende week) .. (?:past|schikt|kan|is goed|prima|"
    "uitstekend|komt uit|ok)*",
    "bel (?:mij|me|maar)", "belt u mij", "wanneer (?:kunt|kunnen|past|schikt|heeft)",
    "afspraak .. (?:maken|inplannen|plannen)",
)  # fmt: skip

NOT_MEETING = (
    "geen (?:afspraak|gesprek|behoefte aan een gesprek)",
)  # fmt: skip

INTERESTED = (
    "(?<!niet )(?:ben|zijn|zeer|wel|heel) geïnteresseerd", "(?<!geen )interesse",
    "(?:stuur|kunt u|kun je|mag ik|graag) .. (?:informatie|offerte|prijs|prijzen|brochure|meer|details|"
    "documentatie|voorstel)*",
    "meer (?:informatie|info|weten|details)", "klinkt (?:goed|interessant)", "interessant",
    "ja,? (?:graag|prima|interessant)",
)  # fmt: skip

QUESTION = (
    r"(?:hoe|hoeveel|wat|welke|wanneer|waar|waarom|wie|kan|kunnen|heeft|hebben|is|zijn|werkt|biedt) .. \?",
    "(?:een|mijn|korte|nog een) vraag", "wat kost", "kunt u (?:uitleggen|toelichten|bevestigen)",
)  # fmt: skip

OBJECTION = (
    "(?:te|erg|vrij) (?:duur|prijzig|ingewikkeld|complex)", "(?:geen|niet genoeg|onvoldoende) .. budget",
    "(?:hebben|gebruiken|werken|zijn) .. (?:al|reeds|tevreden|leverancier|oplossing)",
    "(?:al|reeds) (?:een|voorzien|een contract|een leverancier)*", "tevreden (?:met|over)", "goedkoper",
)  # fmt: skip

NOT_NOW = (
    "niet nu", "(?:op dit moment|momenteel|nu|voorlopig|dit jaar|vooralsnog) .. (?:niet|geen)",
    "(?:volgend|komend) (?:jaar|kwartaal|seizoen)", "volgende maand",
    "(?:in|na|vanaf|tot) (?:januari|februari|maart|april|juni|juli|augustus|september|oktober|november|"
    "december|de zomer|het najaar|het voorjaar)",
    r"over (?:een paar|enkele|twee|drie|zes|\d+) (?:maanden|weken)", "te vroeg", "later", "geen tijd", "te druk",
)  # fmt: skip

REFERRAL = (
    "(?:ben|is) (?:ik )?niet (?:de|het|meer|verantwoordelijk)*",
    "(?:verkeerde|juiste) (?:persoon|contactpersoon|afdeling)",
    "(?:neem|neemt|contact|richt|wend|mail|vraag) .. (?:contact op met|tot|mijn collega|collega|afdeling)*",
    "(?:verantwoordelijk|gaat over|regelt) .. (?:is|hiervoor|collega|inkoop)*",
    "(?:doorgestuurd|doorsturen|stuur .. door|doorgegeven)", "mijn collega",
)  # fmt: skip

NOT_INTERESTED = (
    "niet (?:geïnteresseerd|nodig|interessant|van toepassing|relevant)",
    "geen (?:interesse|behoefte|belangstelling)", "nee,? (?:bedankt|dank|dankjewel|dank je)",
    "(?:bedankt|dank),? (?:maar )?(?:nee|geen|niet)", "hebben .. niet nodig",
)  # fmt: skip

NO_ALONE = (
    "nee", "nee bedankt", "geen interesse", "nee, dank u",
)  # fmt: skip

YES_ALONE = (
    "ja", "ja graag", "graag", "prima", "akkoord",
)  # fmt: skip

AWAY = (
    "(?:slecht|beperkt|niet|minder goed|moeilijk) bereikbaar",
    "lees ik (?:mijn )?(?:mail|e-?mail|berichten) weer",
    "(?:ben ik|zijn wij|is) (?:er )?weer (?:terug|aanwezig|bereikbaar)*",
    "ziek (?:thuis|gemeld)",
    "(?:kantoor|bedrijf) .. gesloten",
    "(?:niet op kantoor|afwezig|afwezigheid|niet aanwezig|niet bereikbaar|buiten kantoor)*",
    "(?:op|met|wegens|geniet van) (?:vakantie|verlof|zwangerschapsverlof|ouderschapsverlof|zakenreis)",
    "(?:weer|terug) .. (?:aanwezig|bereikbaar|op kantoor|terug|aan het werk)",
    "(?:beperkt|geen) (?:toegang|bereikbaar)*", "ben .. terug", "kantoor .. gesloten",
    r"(?:afwezig|vakantie|verlof|zwangerschapsverlof|ouderschapsverlof|zakenreis|ziek|ziekte|vrij)\w*",
    "(?:ouderschaps|zwangerschaps|vader|ziekte)verlof",
    "niet (?:op kantoor|aanwezig|bereikbaar|op het werk|in de gelegenheid)",
    r"(?:terug|weer) .. (?:op kantoor|aanwezig|bereikbaar|beschikbaar|op\b|er\b|vanaf|open)*",
    "(?:ben|is) ik (?:weer|terug|er weer)",
    "gesloten",
    "op (?:cursus|een beurs|reis|zakenreis|training|vakantie)",
    "neemt .. waar",
    "(?:lees|beantwoord) .. (?:niet|beperkt)",
    "tijdens mijn afwezigheid",
    "weer (?:terug|aanwezig|bereikbaar|beschikbaar|open)",
    "er even tussenuit",
    "ben ik er niet",
    r"er niet\b .. tot*",
    "ben ik terug",
    "vrije (?:week|dag|dagen)",
)  # fmt: skip

BACK = (
    "weer", "terug", "vanaf", "retour",
    "terug",
    "weer",
    "vanaf",
    "ben ik",
    "aanwezig",
    "open",
    "bereikbaar",
    "reageer",
)  # fmt: skip

UNTIL = (
    "tot en met", "t/m", "tot", "-",
    "tot",
    "tot en met",
    "t/m",
    r"t\.e\.m",
)  # fmt: skip

INCLUSIVE = (
    "tot en met", "t/m",
    "tot en met",
    "t/m",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automatisch antwoord", "automatische (?:reactie|beantwoording)", "autoreply", "ontvangstbevestiging",
    "automatisch antwoord",
    "automatische reactie",
)  # fmt: skip

AWAY_SUBJECT = (
    "afwezig*", "niet op kantoor", "vakantie", "out of office",
    "afwezig*",
    "vakantie",
)  # fmt: skip

LEFT = (
    "niet (?:meer|langer) (?:werkzaam|in dienst|actief|bij)*", "heeft .. (?:verlaten|ontslag)",
    "niet meer werkzaam",
    "werkt niet meer",
    "heeft .. verlaten",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:in|uit) .. spam(?:map|box|folder)?",
)  # fmt: skip

URGENT = (
    "dringend*",
    "spoed*",
    "urgent*",
)  # fmt: skip

MACHINE = (
    "automatisch (?:gegenereerd|bericht|antwoord|verzonden)*",
    "(?:bericht|aanvraag|e-?mail) .. (?:ontvangen)",
    "niet .. (?:antwoorden|beantwoorden)",
)  # fmt: skip
