SMALL_WORDS = """und der die das wir ist sind sie ihr ihre für nicht mit dass haben hat bitte danke vielen dank ich
mein auf in an zu von es wenn ja nein sein wie was wer wann aus oder aber uns mir mich auch noch
schon bei einen eine ein den dem guten tag hallo grüße herr frau"""

OPT_OUT = (
    "(?:melden|schreiben|mailen|kontaktieren|rufen|belästigen) .. (?:nie|niemals) (?:wieder|mehr)",
    "(?:nie|niemals) (?:wieder|mehr) .. (?:melden|schreiben|mailen|kontaktieren|anrufen)",
    "(?:spar|erspar)(?:en|t|e) (?:sie|uns|mir|euch|dir) .. (?:mail|nachricht|angebot|werbung)*",
    "(?:raus|heraus) mit .. (?:adresse|daten|namen|mail)*",
    "letzte .. (?:mail|nachricht) .. (?:ihnen|bekomme|erhalte|erhalten)*",
    "abmelden", "abbestell*", "austragen", "abgemeldet werden",
    "(?:entfernen|löschen|streichen|nehmen) sie (?:mich|uns|meine|unsere|bitte|diese) .. (?:liste|verteiler|"
    "daten|adresse|mail|kontakt|system|datenbank|heraus|raus)*",
    "(?:entfernen|löschen|streichen) sie (?:mich|uns|bitte|meine)",
    "(?:mich|uns|meine|unsere) .. (?:entfernen|löschen|streichen|austragen|abmelden|herausnehmen)",
    "aus (?:dem|ihrem|ihrer|der) (?:verteiler|liste|mailingliste|datenbank)*",
    "(?:keine|keinerlei) (?:weiteren?|mehr|werbung|werbe|e-?mails|mails|nachrichten|newsletter|kontakt)*",
    "keine .. (?:e-?mails|mails|nachrichten|werbung|kontaktaufnahme) mehr",
    "(?:schreiben|schicken|senden|kontaktieren|mailen|rufen|belästigen) sie .. (?:nicht mehr|nie wieder|"
    "keine|nicht)",
    "(?:nicht mehr|nie wieder|nicht weiter|nicht länger) (?:anschreiben|kontaktieren|schreiben|kontaktiert|"
    "angeschrieben|belästigen|anrufen|erhalten|bekommen|senden|zusenden)*",
    "(?:unterlassen|hören|stoppen) sie .. (?:auf|das|die|dies|werbung|mails|kontakt|es|weitere)*",
    "unterlassen sie", "hören sie (?:bitte )?auf",
    "(?:möchte|möchten|will|wollen|wünsche|wünschen) .. keine .. (?:mails?|e-?mails?|nachrichten|werbung|"
    "newsletter|kontakt|post|informationen|angebote)*",
    "(?:möchte|möchten|will|wollen) .. nicht (?:mehr|weiter|länger) .. (?:kontaktiert|erhalten|bekommen|"
    "angeschrieben|hören)*",
    "lassen sie (?:mich|uns) in ruhe", "widerspreche*", "widerspruch", "widerruf* .. (?:einwilligung|zustimmung)*",
    "einwilligung .. (?:nicht|nie|widerruf|keine)*", "(?:das|dies|ihre mail) ist .. spam", "spam", "belästigung",
    "unerwünscht*", "dsgvo .. (?:löschung|löschen|auskunft|beschwerde)*", "löschung (?:meiner|unserer|aller)",
    "(?:nie|nicht) .. (?:angemeldet|zugestimmt|eingewilligt)*",
    r"(?:streichen|löschen|entfernen|nehmen|tragen|austragen) sie .. (?:mich\b|uns\b|unsere|meine|diese|bitte)*",
    r"keine [^.,;!?\n]{0,25}?\b(?:nachrichten|mails?|e-?mails?|werbung|kontaktaufnahme|anrufe|"
    r"angebote) (?:von\b|mehr|an\b|zu\b)*",
    "nicht (?:mehr|länger|weiter|wieder) .. (?:kontaktier|anschreib|angeschrieb|schreib|schick|send|zusend|"
    "mail|anruf|beläst|erhalt|behellig)*",
    "(?:schicken|senden|schreiben|mailen|kontaktieren) sie .. (?:nicht|nichts|keine)*",
    "unterlassen",
    "(?:jede|jegliche|weitere) (?:weitere )?(?:kontaktaufnahme|werbung)",
    "hören sie .. auf",
    "(?:aus|von) .. (?:verteiler|newsletter|liste|mailingliste|adressliste|datenbank)*",
    "austragen",
    "abmeld*",
    "abbestell*",
    "widerruf*",
    "widersprech*",
    "widerspruch*",
    r"(?:nie|nicht|kein|keine) [^.,;!?\n]{0,25}?\b(?:zugestimmt|einwilligung|eingewilligt|zustimmung|erlaubnis|"
    r"eingetragen|bestellt)*",
    r"(?:lösch|entfern)\w* .. (?:meine|unsere|daten|adresse|mich\b|uns\b)*",
    "(?:meine|unsere|mich|uns|alle) .. (?:daten|adresse)? .. (?:zu löschen|löschen|gelöscht|entfernen|"
    "streichen|austragen)",
    "wünsche .. keine*",
    "in ruhe lassen",
    "kein(?:e|en)? spam",
    "verschonen sie*",
    "(?:bitte|ersuche|verlange|fordere|um) .. löschung*",
    "nichts mehr .. (?:hören|schicken|senden)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "abonnement kündigen", "newsletter abbestellen", "abonnement beenden",
    "stop", "stopp", "abmelden", "austragen", "löschen", "bitte löschen", "abbestellen",
    "nein, nicht mehr schreiben", "ende",
    "abmeldung",
    "bitte abmelden",
    "austragen bitte",
    "stopp bitte",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:landet|landete|gelandet|im) .. spam*", "spam-?(?:ordner|verdacht|filter)",
    "nicht (?:abmelden|austragen|löschen)",
    "(?:kein|keine) .. zeit*",
    "spam-?ordner",
    "derzeit keine mails",
)  # fmt: skip

MEETING = (
    "(?:können|könnten|lassen|sollten|wollen|würden|möchte|möchten|gerne?|können) .. (?:telefonieren|"
    "sprechen|treffen|austauschen|termin|gespräch|kennenlernen|zusammensetzen|vorführung|demo)*",
    "termin .. (?:vereinbaren|machen|ausmachen|finden|passt|vorschlagen|vorschläge|einstellen)*",
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|morgen|nächste woche)\w* .. (?:passt|passen|geht|ginge|"
    "würde passen|hätte ich zeit|wäre|ok|habe ich zeit)*",
    "(?:passt|ginge|geht) .. (?:montag|dienstag|mittwoch|donnerstag|freitag|morgen|nächste woche|uhr)*",
    "rufen sie (?:mich|uns) .. an", "rufen sie .. (?:morgen|heute|am|nächste|um|gerne|unter)",
    "(?:kalender|termin)(?:einladung|vorschlag|vorschläge)*",
    "wann (?:haben sie|hätten sie|können sie|passt|wären sie|würde)",
    "(?:zeigen|stellen) sie .. (?:demo|system|lösung|vor|mir|uns)*",
    "(?:freue|freuen) .. (?:gespräch|termin|treffen|telefonat|austausch)*", "ich (?:habe|hätte) .. zeit",
    "kommen sie .. (?:vorbei|zu uns)", "kurzes (?:telefonat|gespräch)", "besuchen sie uns",
)  # fmt: skip

NOT_MEETING = (
    "kein(?:en|e)? .. (?:termin|gespräch|treffen|telefonat|anruf)*", "nicht .. (?:telefonieren|treffen|sprechen)",
)  # fmt: skip

INTERESTED = (
    "(?:bin|sind|wären|wäre|sehr|grundsätzlich) (?:sehr |grundsätzlich |durchaus )?interessiert",
    "(?:klingt|hört sich) .. (?:gut|interessant|spannend|an)", "(?:interessant|spannend)",
    "(?:schicken|senden|geben|lassen) sie .. (?:informationen|infos?|angebot|unterlagen|details|preise|"
    "broschüre|material|mehr|zukommen|datenblatt)*",
    "mehr (?:informationen|infos?|details|erfahren|darüber)", "weitere (?:informationen|infos|details|unterlagen)",
    "(?:interesse|bedarf) (?:besteht|haben wir|hätten wir|ist da|wäre)", "(?:haben|hätten|habe|hätte) .. interesse",
    "gerne (?:mehr|ein angebot|weitere)", "ja,? (?:gerne?|bitte|interesse)", "genau (?:das|so etwas|was wir)",
    "machen sie .. angebot",
)  # fmt: skip

QUESTION = (
    "(?:wie|was|welche|welcher|welches|wann|wo|warum|wieso|wer|wofür|womit|wieviel|wie viel|gibt es|haben "
    r"sie|können sie|bieten sie|ist|sind|kann|funktioniert|lässt|werden|wird|unterstützt|was kostet) .. \?",
    "(?:eine|meine|noch eine|kurze) frage", "können sie .. (?:erklären|erläutern|sagen|bestätigen|mitteilen)",
    "ich (?:wüsste|würde) gern", "mich würde interessieren", "was kostet", "wie (?:lange|viel|funktioniert|genau)",
)  # fmt: skip

OBJECTION = (
    "(?:zu|sehr|recht) (?:teuer|kostspielig|aufwendig|aufwändig|kompliziert|komplex)",
    "(?:kein|keine|nicht genug|fehlt) .. (?:budget|geld|mittel)*",
    "(?:haben|nutzen|verwenden|setzen|arbeiten|sind) .. (?:bereits|schon|lösung|anbieter|lieferant|system|"
    "zufrieden)*",
    "(?:bereits|schon) (?:eine|einen|ein|im einsatz|versorgt|abgedeckt|gelöst|vorhanden|vertrag|lösung|anbieter)*",
    "zufrieden mit", "(?:sind|bin) .. zufrieden", "nicht leisten",
    "sehe .. (?:nutzen|mehrwert|bedarf|vorteil) nicht", "(?:keinen|kein) .. (?:nutzen|mehrwert|vorteil|sinn)*",
    "(?:schlechte|negative) erfahrung*", "günstiger", "billiger", "skeptisch", "vertraue .. nicht", "bezweifle",
)  # fmt: skip

NOT_NOW = (
    "(?:derzeit|momentan|aktuell|zurzeit|zur zeit|im moment|gerade|im augenblick|vorerst|dieses jahr|heuer) "
    ".. (?:nicht|kein|keine|keinen|schlecht|viel|ungünstig|andere)*",
    "(?:nicht|kein|keine|keinen) .. (?:derzeit|momentan|aktuell|zurzeit|zur zeit|im moment|dieses jahr|heuer|jetzt)",
    "(?:nächstes|nächsten|kommendes|kommenden|anfang|ende|mitte|im nächsten|erst) (?:jahr|jahres|quartal|"
    r"monat|halbjahr|frühjahr|herbst|sommer|winter|20\d\d|q[1-4]|januar|februar|märz|april|mai|juni|juli|"
    "august|september|oktober|november|dezember)*",
    "(?:im|ab|bis|nach) (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|"
    r"dezember|frühjahr|herbst|sommer|winter|q[1-4]|neuen jahr|neujahr|urlaub|ferien)\b",
    r"in (?:ein paar|einigen|zwei|drei|vier|fünf|sechs|\d+) (?:monaten|wochen|quartalen)", "zu früh",
    "(?:jetzt|gerade) nicht", "später (?:noch ?mal|wieder|gerne|vielleicht|im)",
    "(?:melden|fragen|schreiben|kontaktieren) sie .. (?:wieder|später|noch ?mal|im|in|nächst)*", "keine zeit",
    "viel zu tun", "budget .. (?:eingefroren|gesperrt|verplant|vergeben|ausgeschöpft|aufgebraucht)*",
    "(?:verschieben|vertagen|zurückgestellt|zurückstellen)", "vertrag .. (?:läuft|bis|endet)",
)  # fmt: skip

REFERRAL = (
    "(?:bin|ist) (?:dafür |hierfür |da |dazu |leider )*nicht (?:der|die|mehr|zuständig|verantwortlich|richtig)*",
    "nicht (?:mein|in meinem|meine) (?:bereich|zuständigkeit|aufgabe|thema|verantwort)*",
    "nicht (?:zuständig|verantwortlich)", "falscher? (?:ansprechpartner|person|adresse)*",
    "(?:wenden|richten) sie sich .. (?:an|bitte)",
    "(?:ansprechpartner|zuständig|verantwortlich) .. (?:ist|dafür|hierfür|wäre|herr|frau|kolleg)*",
    "(?:herr|frau|mein kollege|meine kollegin|kollege|kollegin) .. (?:zuständig|verantwortlich|kümmert|"
    "betreut|übernommen|ansprechpartner|entscheidet)*",
    "(?:leite|leiten|habe|weiterleiten|weitergeleitet|weitergegeben|weitergeleitet|gebe) .. (?:weiter|"
    "weitergeleitet|weitergegeben|an meine|an unsere|an den)",
    "(?:sprechen|schreiben|kontaktieren|fragen) sie .. (?:kolleg|herrn|frau|unsere|den leiter|die leiter|"
    "einkauf|abteilung)*",
    "(?:arbeite|arbeitet) nicht mehr", "in kopie", "im cc",
)  # fmt: skip

NOT_INTERESTED = (
    "nichts für (?:uns|mich)", "(?:kein|keinen|keinerlei) (?:interesse|bedarf|bedürfnis|verwendung)",
    "nicht (?:interessiert|von interesse|relevant|benötigt|in frage|in betracht|gebraucht)",
    "(?:nein|danke),? (?:danke|nein|kein|aber (?:nein|kein|wir)|wir (?:brauchen|benötigen|haben kein))",
    "(?:brauchen|benötigen|wollen|möchten) (?:wir )?(?:das |so etwas |dies |es )?nicht",
    "(?:brauchen|benötigen) .. (?:kein|keine|keinen|nicht)", "kommt .. nicht in frage", "nicht das richtige",
    "passt nicht (?:zu|für)", "lehnen .. ab", "absage", "(?:haben uns|habe mich) .. (?:dagegen|anders|anderen)",
    "uninteressant", "für uns nicht",
)  # fmt: skip

NO_ALONE = (
    "nein", "nein danke", "kein interesse", "kein bedarf", "danke nein", "nein, danke",
)  # fmt: skip

YES_ALONE = (
    "ja", "ja gerne", "gerne", "ja bitte", "interessant", "ja, gerne", "einverstanden",
)  # fmt: skip

AWAY = (
    "(?:eingeschränkt|schlecht|nicht) .. erreichbar",
    r"(?:krank\w*|arbeitsunfähig|elternzeit|mutterschutz|betriebsferien)",
    "nicht (?:im|in meinem|am) (?:büro|haus|arbeitsplatz|hause|dienst|office)",
    r"nicht (?:anwesend|erreichbar|da\b|verfügbar)",
    "(?:außer haus|ausser haus|abwesend|abwesenheit|unterwegs|auf (?:dienst|geschäfts)reise)*",
    "(?:im|in|wegen|auf|meinem) (?:urlaub|elternzeit|mutterschutz|ferien|resturlaub|dienstreise|"
    "geschäftsreise|betriebsferien)",
    r"(?:wieder|erst) .. (?:erreichbar|im büro|da\b|zurück|für sie|zur verfügung|im haus|persönlich)",
    "(?:zurück|rückkehr) .. (?:am|ab|im)?", r"(?:keinen|nur|eingeschränkt|begrenzt|sporadisch|kein)\w* .. zugriff",
    "(?:mails?|nachrichten|nachricht) .. nicht (?:gelesen|bearbeitet|weitergeleitet|lesen)",
    "bin ich (?:ab|am) .. wieder", "bis (?:einschließlich|zum|einschl)", "krankheitsbedingt", "betriebsferien",
    "büro .. geschlossen",
    "(?:urlaub|resturlaub|betriebsferien|betriebsurlaub|elternzeit|mutterschutz|erziehungsurlaub|abwesenheit|"
    "abwesend|dienstreise|geschäftsreise)",
    "(?:krank|krankheit|erkrankung|erkrankt|krankgeschrieben|krankheitsbedingt|arbeitsunfähig)*",
    r"(?:wieder|zurück) .. (?:da\b|im büro|erreichbar|für sie|am platz|im dienst|im einsatz)*",
    "ab .. (?:wieder|zurück)",
    r"(?:schulung|seminar|fortbildung|messe|konferenz) .. (?:wieder|zurück|abends|heute|bis\b|ab\b)*",
    "(?:auf|in) (?:einer|der) (?:messe|schulung|fortbildung|konferenz|tagung)",
    "(?:vertretung|vertritt mich|in meiner abwesenheit|während meiner abwesenheit)",
    "nicht (?:im haus|am platz|weitergeleitet|lesen|gelesen|beantworten)",
    "(?:büro|wir|geschäft|firma) .. geschlossen*",
    "derzeit keine mails",
    "außer (?:haus|dienst)",
    "verreist",
    "(?:habe|hab) .. frei",
    "nicht weitergeleitet",
    "auf montage",
)  # fmt: skip

BACK = (
    "wieder", "zurück", "rückkehr", "ab dem", "ab", "erreichbar ab", "erst am", "erst ab",
    "ab",
    "am",
    "zurück",
    "erreichbar",
    "rückkehr",
    "erst",
)  # fmt: skip

UNTIL = (
    "bis", "bis zum", "-", "bis einschließlich",
    "bis",
    "bis zum",
)  # fmt: skip

INCLUSIVE = (
    "einschließlich", "einschl", "inklusive", "inkl", "incl",
    "einschließlich",
    "einschl",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automatische (?:antwort|antwortmail|rückmeldung|e-?mail|nachricht)", "autoantwort", "automatisch generiert*",
    "eingangsbestätigung",
)  # fmt: skip

AWAY_SUBJECT = (
    "abwesenheit*", "abwesend", "nicht im büro", "urlaub*", "im urlaub", "out of office",
)  # fmt: skip

LEFT = (
    "(?:nicht mehr|nicht länger) (?:im unternehmen|bei|für|in unserem|tätig|beschäftigt|hier|aktiv|unter|"
    "erreichbar|mitarbeiter)*",
    "(?:hat|habe) .. (?:unternehmen|firma|haus) .. verlassen", "ausgeschieden", "verlässt .. (?:unternehmen|firma)",
    "im ruhestand", "postfach .. nicht mehr",
)  # fmt: skip

NEXT_STEP = (
    "(?:nächste[rn]?|weitere[rn]?) schritte?", "können sie .. (?:schicken|senden|zusenden|zukommen)*",
    "wie geht es weiter",
)  # fmt: skip

URGENT = (
    "dringend*",
    "eilig*",
    "notf*",
)  # fmt: skip

MACHINE = (
    "automatisch (?:erzeugt|generiert|erstellt|versandt)*",
    "(?:nachricht|anfrage|e-?mail|mail) .. (?:erhalten|eingegangen)",
    r"antworten sie nicht .. (?:auf\b|diese)*",
)  # fmt: skip
