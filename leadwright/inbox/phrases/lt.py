SMALL_WORDS = """ir mes jūs yra kad bet ne taip ar su už iš į per apie mums jums man mūsų jūsų jau dar labai prašau
ačiū dėkui dėkoju laba diena sveiki nuo iki kaip kas kiek kur kada galime galite norėčiau būtų esu
esame šiuo metu nėra tik dėl tai galėtumėte"""

OPT_OUT = (
    "(?:išjunk|atjunk)* .. (?:siuntim|laišk|prenumerat|mane|mus)*",
    "(?:netrikdy|nebetrikdy|nevargin|nebevargin|nekvaršin)*",
    "paskutin(?:is|į) (?:laišk|pranešim)\\w* .. (?:jūsų|iš jūsų|gaun)*",
    "(?:iš kur|kas) .. (?:mano|mūsų) .. (?:paštą|adresą|duomenis|paštas|adresas) .. (?:ištrin|pašalin)*",
    "(?:ne|ne be|nebe)(?:be)?siųskite", "nebe(?:siu|siu)skit*", "nebesiųsk*", "nesiųsk*", "nebe ?rašyk*",
    "neberašyk*", "nerašyk*",
    "daugiau (?:man |mums |čia )?ne(?:be)?(?:rašyk|siųsk|skambin|trukdyk|kontaktuok|susisiek)*", "nebeskambinkit*",
    "neskambinkit*", "nebetrukdyk*", "netrukdyk*", "nebesikreipk*", "nesikreipk*", "nebekontaktuok*",
    "nebesusisiek*", "nesusisiekit*", "nebebendrauk*",
    "atsisakau (?:jūsų )?(?:naujienlaišk|laišk|prenumerat|pasiūlym|gauti|reklam|tolesn|toliau|bet|šių|šio|"
    "pranešim)*",
    "atsisakau", "atsisakome (?:jūsų )?(?:laišk|naujienlaišk|gauti|reklam|pranešim|tolesn)*", "noriu atsisakyti",
    "norėčiau atsisakyti", "norime atsisakyti",
    "(?:pašalin|išbrauk|ištrin|išregistruo|išim|išmes|panaikin)(?:k|kite|kit|ti|tumėte|tumete|sit)* .. "
    "(?:mane|mus|sąraš|adres|duomen|paštą|kontakt|baz)*",
    "(?:mane|mus|mano|mūsų) .. (?:pašalin|išbrauk|ištrin|išregistruo|išim|panaikin)*", "išbraukite",
    "pašalinkite mane", "ištrinkite m*", "išbraukti (?:mane|mus|iš)",
    "(?:ne|nebe)noriu (?:daugiau )?(?:gauti|būti|jūsų laišk|šių laišk|girdėti|matyti)*",
    "(?:ne|nebe)norime (?:daugiau )?(?:gauti|būti|jūsų laišk|šių laišk)*", "nebenoriu",
    "ne(?:be)?pageidauju (?:daugiau )?(?:gauti|jūsų|šių|tokių|laišk|reklam|būti)*",
    "ne(?:be)?pageidaujame (?:daugiau )?(?:gauti|jūsų|šių|tokių|laišk|reklam|būti)*", "nustokite", "liaukitės",
    "baikite (?:rašyti|siųsti|skambinti|spam)*", "palikite (?:mane|mus) ramyb*", "atstokite", "atsiknis*", "atšok*",
    "(?:tai|čia|jūsų) .. (?:spam|šlamšt|brukal)*", "šlamšt*", "brukal*", "nedaviau sutikimo", "nesu davęs sutikim*",
    "atšaukiu sutikim*", "nesutinku (?:gauti|kad|su duomen|dėl)*", "atšaukti prenumerat*",
    "nutraukite (?:siunt|laišk|rašym|komunikacij)*", "jokių (?:daugiau )?laišk*", "daugiau jokių laišk*",
    "(?:nei|jokių) reklam*", "skųsiu*", "skundą",
    "(?:ne(?:be)?siųsti|ne(?:be)?rašyti|ne(?:be)?skambinti|ne(?:be)?trukdyti|nebetrukdy|ne(?:be)?kontaktuoti|"
    "nesikreipti)*",
    "ne(?:be)?siuntinė*",
    r"(?:pašalin|ištrin|išbrauk|išim|panaikin|sunaikin)(?:kite|kit|ti|tumėt|tumėte|s)? .. (?:mano|mūsų|mane|"
    r"mus\b|juos|duomen|adres|el\b|įmon|sąraš|baz\b|kontakt)*",
    "(?:duomenis|adresą|juos|mane|mus) .. (?:pašalin|ištrin|išbrauk|išregistruo|panaikin)*",
    "stabdyk*",
    "nebenor*",
    "nenor(?:iu|ime|ėčiau|ėtume) .. (?:gauti|gaut|jūsų|tokių|reklam|laišk|pasiūlym|būti)*",
    r"ne(?:be)?pageidau(?:ju|jame) [^.,;!?\n]{0,25}?\b(?:gauti|laišk|pasiūlym|reklam|komercin|skambu|žinu)*",
    "nesutinku",
    "nesutikau",
    "ne(?:su|same) (?:davęs|davusi|davę|sutik)*",
    "nedav(?:iau|ėme) .. (?:sutikim|leidim)*",
    r"(?:liaukit|nustokit|baikit|nutraukit|užteks|gana|pakaks)\w* .. (?:siunt|siunč|siust|rašy|rašin|skambin|"
    r"šlamšt|spam|laišk|trukd|jūsų)*",
    "iš (?:gavėjų|adresatų|prenumeratorių|jūsų) .. sąraš*",
    "nebetrukdy*",
    "palikit .. (?:mane|mus) ramyb*",
    "atsisakau .. (?:prenumerat|naujienlaišk|laišk)*",
    "prieštarauju*",
    "teis(?:ė|ę) būti pamiršt*",
    "išrašykit*",
    "nerašykit*",
    "nebesikreip*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "atsisakau", "nebenoriu", "nesiųskite", "nerašykite", "nebesiųskite", "užteks", "gana", "atsisakyti",
    "pašalinkite", "išbraukite", "ne, nerašykite",
)  # fmt: skip

NOT_OPT_OUT = (
    r"(?:ar|kaip|kada) (?:klient|vairuotoj|darbuotoj|galim|galima)\w* .. atsisaky*", "neatsisak*", "nepašalinkite",
    "neišbraukite",
)  # fmt: skip

MEETING = (
    "(?:galim|galėtum|galėčiau|norėčiau|norėtume|norim|būtų gerai|siūlau|siūlyčiau|tariamės|sutarkim|"
    r"sutarkime|susitark)\w* .. (?:susitik|susiskamb|pasikalb|pakalb|susirašy laik|pasimaty|pašnekė|skambut|"
    "susitar|aptar|demo|pristatym)*",
    "susitikim(?:as|ą|o|ui) .. (?:tinka|tiktų|galim|būtų|galė)*", "susitikime", "susitikim", "susiskambin*",
    "pasikalbėkime", "pasikalbam", "pakalbėkim*",
    "skambinkite (?:man|rytoj|šiandien|pirmadien|antradien|trečiadien|ketvirtadien|penktadien|po|kitą|bet|"
    r"nuo|prieš|tel|numer|\d|\+)*",
    "paskambink*",
    r"(?:pirmadien|antradien|trečiadien|ketvirtadien|penktadien|rytoj|poryt|kitą savait)\w* .. (?:tinka|tiktų|"
    "galiu|galėčiau|galėtume|galim|laisv|patogu|būtų gerai|puiku|ok)*",
    "(?:tinka|tiktų|galiu|galėčiau|galėtume|galim|patogu) .. (?:pirmadien|antradien|trečiadien|ketvirtadien|"
    r"penktadien|rytoj|poryt|kitą savait|\d{1,2} ?(?:val|:))*",
    "(?:atsiųskite|siųskite|atsiųskit) .. (?:kvietim|kalendor|laik)*",
    "kada (?:galėtume|galim|galėtumėte|jums|būtų|turite)*",
    "(?:noriu|norėčiau|norėtume|norim) .. (?:demo|demonstracij|pristatym)*", "parodykite .. (?:kaip|demo)*",
    "laisvas esu", "turiu laiko", "užsukite", "atvažiuokite", "atvykite",
)  # fmt: skip

NOT_MEETING = (
    r"(?:ne|nereik|nenor|nėra|nematau)\w* .. (?:susitik|susiskamb|pokalb|skambu|pristatym)*",
)  # fmt: skip

INTERESTED = (
    "(?:mus |man |mums |mane )?(?:tai |labai )?(?:sudomino|domina|įdomu|būtų įdomu|domintų)", "(?<!ne)susidomėj*",
    "įdomus pasiūlym*", "įdomiai (?:skamba|atrodo)", "skamba (?:gerai|įdomiai|puikiai)",
    "(?:atsiųskite|atsiųskit|siųskite|pateikite|papasakokite|duokite|norėčiau|norėtume|noriu|prašau|prašom|"
    r"prašyčiau|prašytume)\b .. (?:daugiau|informacij|pasiūlym|kain|detal|medžiag|katalog|aprašym|sąmat|"
    "brošiūr)*",
    "daugiau informacij*", "(?:norėčiau|norėtume|noriu|norim) (?:sužinoti|gauti|pamatyti|daugiau)",
    "kaip tik ieškom*", "ieškome (?:tokio|sprendim|tiekėj)*", "aktualu (?:mums|man|būtų|labai|šiuo)?",
    "taip,? (?:domina|įdomu|prašau|prašom|tinka)", "laukiu (?:pasiūlym|informacij|daugiau)*",
    "laukiame (?:pasiūlym|informacij)*",
)  # fmt: skip

QUESTION = (
    r"(?:kiek|kaip|koki|kokia|koks|kokie|kada|kur|kodėl|kuo|kas|ar|kam|kurie|kuri|kokių|kiek laiko) .. \?",
    "norėčiau (?:paklausti|pasitikslinti|sužinoti|suprasti)", "(?:turiu|yra) klausim*", "klausimas",
    "kokia (?:yra )?kaina", "kiek kainuoja", "ar (?:galima|galite|turite|yra|tinka|veikia|galėtumėte|jūsų|tai)",
    "paaiškinkit*", "patikslinkit*",
)  # fmt: skip

OBJECTION = (
    "(?:jau )?(?:bandėme|bandėm|išbandėme) .. (?:nepasiteisino|nenaudojo|neveikė|prieš)",
    "(?:per|labai|gana) brang*", "brangu", "brangok*",
    r"(?:neturim|nėra|neturiu|neužten|nepakan|trūkst)\w* .. (?:biudžet|pinig|lėš)*",
    "jau (?:turime|naudojame|turim|naudojam|dirbame|dirbam|pasirinkome|įsigijome|esame)*", "naudojame kit*",
    "turime (?:savo|kitą|sutart|tiekėj|sprendim|sistem)*", "tenkina (?:dabartin|esam|turim|mūsų)*",
    "esame patenkinti", "(?:pilnai |visiškai )?mus tenkina", "nematome (?:naudos|prasm|poreik|vertės)*",
    "nematau (?:naudos|prasm|poreik|vertės)*", "nepasitik*", "abejoj*", "sudėting*", "per sudėtin*", "pigiau",
    "kaina .. (?:per aukšt|per didel|netenkin|netink)*", "neturėjome geros patirt*", "bloga patirtis",
)  # fmt: skip

NOT_NOW = (
    "ne dabar", "šiuo metu (?:ne|nėra|neturim|neplanuoj|neieškom|negal|nepla)*",
    "kol kas (?:ne|nėra|neaktual|neplanuoj|neturim)*", "dabar (?:ne|nėra|negal|labai užim|neturim|netinkam)*",
    r"(?:šiemet|šiais metais|šį ketvirt|šį mėnes)\w* (?:ne|nėra|neplanuoj|jau)*",
    "(?:kitais|kitų|sekančiais|ateinančiais) metais",
    "kitą (?:ketvirt|pusmet|mėnes|pavasar|ruden|vasar|žiem|sezon)*",
    r"po (?:naujųjų|metų|pusmečio|pusės metų|kelių mėnes|mėnes|atostog|švenč|audit|ketvir|\d+ mėnes|vasaros)*",
    "(?:sausį|vasarį|kovą|balandį|gegužę|birželį|liepą|rugpjūtį|rugsėjį|spalį|lapkritį|gruodį)", "vėliau",
    "per anksti", "grįžkime (?:prie|vėliau|kit)*", "grįžk(?:ite|it) (?:prie|vėliau|kit|po)*",
    "kreipkitės (?:po|vėliau|kit|pavasar|ruden)*", r"(?:biudžet)\w* .. (?:užšaldyt|patvirtint|suplanuot|jau|kit)*",
    "neturiu laiko", "neturime laiko", "esu labai užsiėm*", "atidėkim*", "atidedam*", "netinkamas (?:metas|laikas)",
    "sutartis (?:galioja|baigiasi)*",
)  # fmt: skip

REFERRAL = (
    "ne (?:aš|man|tas žmogus|mano (?:srit|kompetenc|atsakomyb|klausim))*", "(?:aš )?nesu (?:atsaking|tinkam|tas)*",
    "ne tuo adresu", "ne (?:į|pas) (?:mane|tą)",
    "(?:kreipkitės|rašykite|susisiekite|kalbėkite|skambinkite) (?:į|su|pas|mūsų|mano|kolegai|kolegei|vadov|"
    r"direktor|[a-ząčęėįšųūž]+(?:ui|ei|iui|ai|ę|ą)\b)*",
    "(?:atsakinga|atsakingas|rūpinasi|užsiima|sprendžia|kuruoja|vadovauja|priima sprendim)", "persiunčiau",
    "persiunčiu", "perduosiu", "perdaviau", "perduodu", "(?:mano|mūsų) (?:koleg|vadov|direktor)*", "nebedirb*",
    "tinkamesnis (?:žmogus|asmuo|kontaktas)", "įtraukiu", "cc pridedu",
)  # fmt: skip

NOT_INTERESTED = (
    "ne(?:be)?(?:si)?domin*", "neįdomu", "neaktual*", "nereikia", "nereikalin*", "nebereik*",
    "nėra (?:poreikio|reikalo|aktual|įdomu)*", "neturime (?:poreik|tokio poreik|interes)*",
    r"(?:ačiū|dėkui|dėkoju|dėkojame|dėkojam),? (?:bet )?(?:ne\b|nereik|neaktual|nedomin)*",
    "ne,? (?:ačiū|dėkui|dėkoju|dėkojame)", "nesuinteresuot*", "nenorime", "nenoriu", "neplanuojame", "neplanuoju",
    "netinka (?:mums|man)", "mums (?:tai )?netinka", "atsisakome (?:jūsų )?(?:pasiūlym|šio pasiūlym|bendradarb)*",
    "nesame suinteres*", "netinkamas pasiūlym*",
)  # fmt: skip

NO_ALONE = (
    "ne", "ne ačiū", "ačiū ne", "ne, ačiū", "nedomina", "neaktualu", "nereikia",
)  # fmt: skip

YES_ALONE = (
    "taip", "domina", "tinka", "gerai", "įdomu", "taip, prašau", "sutinku",
)  # fmt: skip

AWAY = (
    "(?:atsakysiu|skaitysiu|perskaitysiu) .. (?:grįž|sugrįž|vėliau)*",
    r"(?:dalyvauju|būsiu|esu|vykstu) .. (?:parodoje|konferencijoje|renginyje|seminare|mokymuose|kelionėje|mokymus)*",
    "(?:nedarbingum|biuleten|ligos atostog)*",
    "atostog*", "ne(?:būsiu|būsime|esu|dirbu|dirbsiu) (?:biure|darbe|ofise|darbo vietoje|šiuo metu|iki|nuo)",
    "ne (?:biure|darbe|darbo vietoje)", "komandiruot*", "grįšiu", "grįžtu", "grįšime",
    r"(?:neturiu|neturėsiu|ribot|nebus|negalėsiu)\w* .. (?:prieig|galimyb|pašt|atsaky|tikrint|skaity)*",
    "nebūsiu pasiekiam*", "nepasiekiam*", "dirbsiu nuo", "vėl (?:dirbsiu|būsiu)", "nedarbing*", "išvykę*s*",
    "motinystės", "vaiko priežiūr*", "tėvystės", "laikinai ne*",
    "nesu (?:biure|darbe|darbo)",
    "(?:ne|nebe)(?:būsiu|esu) .. (?:darbe|biure|pasiekiam)*",
    "ne darbe",
    "nedarbing*",
    "(?:sergu|susirgau|serga|liga|ligos)",
    r"(?:dekretin|motinystės|tėvystės|vaiko priežiūros|mokymosi|kasmetin)\w* atostog*",
    "atostog*",
    r"(?:išvyk|išvaži)\w* .. (?:komandiruot|parod|kelion|moky|konferencij)*",
    "komandiruotė*",
    "(?:biuras|mes|įmonė|mūsų biuras|parduotuvė) .. (?:nedirb|uždaryt)*",
    "nedirb(?:u|ame|a|s|sime)",
    r"(?:pavaduo|vaduo)\w*",
    "rib(?:ota|otą|otai) .. (?:prieig|pašt|galim)*",
    "grįš(?:iu|ime|ęs|usi)",
    "grįžt(?:u|ame)",
    "(?:šią savaitę|šiandien) .. (?:moka|mokym|konferenc|parod|neatsakin|ne darbe|nedirb)*",
    "neatsakinėj*",
    "(?:tikrinu|skaitau|matysiu) .. (?:retai|rečiau|ribot)*",
    "esu išvyk*",
    "laikinai .. (?:nedirb|nepasiekiam)*",
    "sugrįš*",
    "ils(?:iuosi|ėsiuosi)*",
)  # fmt: skip

BACK = (
    "grįš*", "grįžt*", "vėl (?:būsiu|dirbsiu)", "dirbsiu nuo", "būsiu (?:biure|darbe|nuo|pasiek)*", "atsakysiu",
    "nuo",
    "grįž*",
    "dirbsi*",
    "nuo",
    "atsakys*",
    "dirbsime nuo",
    "vėl",
)  # fmt: skip

UNTIL = (
    "iki", "ligi", "-",
    "iki",
)  # fmt: skip

INCLUSIVE = (
    "imtinai", "įskaitytinai",
    "imtinai",
    "įskaitytinai",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automatinis (?:atsakym|praneš)*", "automatiškai", "automatinė žinutė",
    "automatinis atsakymas",
    "automatinis pranešimas",
)  # fmt: skip

AWAY_SUBJECT = (
    "atostog*", "nesu biure", "ne biure", "nebūsiu", "nedirbu", "ne darbe",
    "nebuv*",
    "nesu*",
    "atostog*",
)  # fmt: skip

LEFT = (
    "nebedirb*", "įmonėje (?:jau )?nedirba", "(?:jau |daugiau )?nedirba (?:šioje|mūsų|pas|įmon|uab|bendrov)*",
    "darbo santykiai nutrauk*", "paliko (?:įmon|bendrov|mūsų)*", r"pašto dėžutė (?:nebe|ne)\w*",
    "nebedirb(?:a|u)",
    "paliko įmonę",
    "išėjo iš darbo",
)  # fmt: skip

NEXT_STEP = (
    r"(?:kitas|sekantis|tolesn\w*) žingsn*", "(?:galite|galėtumėte|gal) .. (?:atsiųst|nusiųst|pateikt|persiųst)*",
    "kas toliau",
)  # fmt: skip

URGENT = (
    "skub*",
    "neatidėliotin*",
)  # fmt: skip

MACHINE = (
    "automatinis (?:pranešimas|atsakymas|laiškas)",
    "(?:laiškas|užklausa|prašymas|žinutė) .. (?:gaut|užregistruot|priimt)*",
    "prašome .. neatsak*",
    "dėkojame,? kad (?:kreip|susisiek|rašo)*",
)  # fmt: skip
