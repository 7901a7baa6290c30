SMALL_WORDS = """un ir mēs jūs jūsu mūsu ka bet nav ar par uz no kas kā kad kur lai vai paldies lūdzu labdien
sveiki es man mums šo šis tas tā būtu esam esmu vairs jau ļoti cieņu"""

OPT_OUT = (
    "(?:lūdzu|lūdzam|gribu|vēlos) .. (?:izņem|izdzēs|dzēs|noņem|atrakst|neraksti|nesūti|svītro)*",
    "(?:izņemiet|izdzēsiet|dzēsiet|noņemiet|svītrojiet) .. (?:mani|mūs|manu|no|adres|datus|sarakst)*",
    "(?:vairs )?ne(?:rakstiet|sūtiet|zvaniet|traucējiet|sazinieties)*", "(?:ne)?vēlos atteikties", "atsakos",
    "atteikties no", "nevēlos (?:vairs )?(?:saņemt|turpmāk|jūsu|šādus)*",
    "nevēlamies (?:vairs )?(?:saņemt|turpmāk)*", "atrakst*",
    "(?:beidziet|pārtrauciet) .. (?:sūtīt|rakstīt|zvanīt)*", "(?:tas ir|šis ir) (?:spam|mēstul)*", "spam*",
    "lieciet mani mierā",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "atrakstīties", "atsakos", "nerakstiet", "nesūtiet", "pietiek",
)  # fmt: skip

MEETING = (
    "(?:varam|varētu|labprāt|vēlētos|gribētu|sarunāsim|tiksimies|norunāsim) .. (?:tikties|satikties|sazvan|"
    "parunāt|tikšanos|zvan|runāt|demo)*",
    r"(?:pirmdien|otrdien|trešdien|ceturtdien|piektdien|rīt|nākamnedēļ)\w* .. (?:der|derētu|varu|var|būtu "
    "labi|esmu)*",
    "(?:piezvaniet|zvaniet) .. (?:man|rīt|pirmdien|otrdien|trešdien|ceturtdien|piektdien)*", "tiekamies",
)  # fmt: skip

INTERESTED = (
    "(?<!ne)(?:interesē|ieinteresē|interesējam|interesanti)*",
    "(?:atsūtiet|nosūtiet|sūtiet|lūdzu) .. (?:informācij|piedāvājum|cen|vairāk)*", "vairāk informācij*",
    "izklausās (?:labi|interesanti)", "vēlētos uzzināt",
)  # fmt: skip

QUESTION = (
    r"(?:cik|kā|kāda|kāds|kādi|kad|kur|kāpēc|kas|vai) .. \?", "(?:man ir |viens )?jautājum*", "cik maksā",
)  # fmt: skip

OBJECTION = (
    "(?:par|pārāk|ļoti) dārg*", "(?:nav|trūkst) .. (?:budžet|naud|līdzekļ)*", "jau (?:ir|izmanto|strādāj|lietoj)*",
    "(?:apmierināti|esam apmierināti)",
)  # fmt: skip

NOT_NOW = (
    "(?:ne tagad|tagad ne|šobrīd n|pašlaik n|pagaidām n|šogad n)*", "(?:nākamgad|nākamajā|nākošajā|nākamo) *",
    r"pēc (?:dažiem|pusgada|mēneš|jaunā gada|\d+ mēneš)*", "vēlāk", "nav laika",
    "(?:janvārī|februārī|martā|aprīlī|maijā|jūnijā|jūlijā|augustā|septembrī|oktobrī|novembrī|decembrī)",
)  # fmt: skip

REFERRAL = (
    "(?:neesmu|nav) .. (?:atbildīg|īstā|pareizā)*",
    "(?:sazinieties|rakstiet|griezieties|vērsieties) .. (?:ar|pie|manu|mūsu|koleģ)*",
    "atbildīg(?:ais|ā|s) .. (?:ir|par)*", "pārsūtīju", "pārsūtu", "mans kolēģis", "mana kolēģe",
)  # fmt: skip

NOT_INTERESTED = (
    "neinteresē*", "nav (?:interes|vajadzīb|nepieciešam|aktuāl)*", "nē,? paldies", "paldies,? (?:bet )?nē",
    "nevajag", "nav vajadzīg*",
)  # fmt: skip

NO_ALONE = (
    "nē", "nē paldies", "neinteresē",
)  # fmt: skip

YES_ALONE = (
    "jā", "labi", "jā, lūdzu", "interesē",
)  # fmt: skip

AWAY = (
    "(?:atvaļinājum|prombūtn|komandējum|slimības lap)*",
    "(?:neesmu|nebūšu|neatrodos) (?:birojā|darbā|pieejam|sasniedzam)*",
    "(?:atgriezīšos|būšu atpakaļ|atgriežos|būšu birojā|atsākšu)", "ierobežota piekļuve",
)  # fmt: skip

BACK = (
    "atgriez*", "atgriež*", "atpakaļ", "no",
)  # fmt: skip

UNTIL = (
    "līdz", "-",
)  # fmt: skip

INCLUSIVE = (
    "ieskaitot",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automātiskā? atbilde", "automātiska atbilde", "automātiskais paziņojums",
)  # fmt: skip

AWAY_SUBJECT = (
    "atvaļinājum*", "prombūtn*", "ārpus biroja",
)  # fmt: skip

LEFT = (
    "vairs nestrādā*", "nestrādā (?:pie mums|uzņēmumā|šeit)*",
)  # fmt: skip
