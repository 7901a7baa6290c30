SMALL_WORDS = """i w z na do że nie się jest są pan pani państwo nasz nasze dla proszę dziękuję dzień dobry
pozdrawiam jak co kto kiedy gdzie ale lub czy mnie nas nam mi jestem jesteśmy mamy mam przez o po
za tak bardzo już oraz ten to od"""

OPT_OUT = (
    "ostatni\\w* .. (?:mail|wiadomo)\\w* .. (?:od|państwa|otrzym)*",
    "rezygnuję z*",
    "(?:proszę|prosimy) .. (?:usunąć|usunięcie|wypisać|wypisanie|wykreślić|nie pisać|nie wysyłać|nie "
    "kontaktować|zaprzestać|skreślić)*",
    "(?:usuń|usuńcie|wypisz|wypiszcie|wykreśl)(?:cie)? .. (?:mnie|nas|mój|adres|z listy|dane)*",
    "usunąć (?:mnie|mój|nasz|moje|dane|adres)*", "(?:wypisać|wypisuję) się", "rezygnuję (?:z|)",
    "nie (?:chcę|życzę|życzymy|chcemy) (?:sobie )?(?:więcej |już |dalszych )?(?:otrzymywać|dostawać|"
    "wiadomości|maili|kontaktu|korespondencji|takich|być)*",
    "nie (?:pisz|piszcie|wysyłaj|wysyłajcie|dzwoń|kontaktuj)*",
    "(?:przestań|przestańcie|proszę przestać) .. (?:pisać|wysyłać|spamować|dzwonić|kontaktować)*",
    "żadnych (?:więcej )?(?:maili|wiadomości|reklam)", "(?:to jest|to) spam", "spam", "cofam zgodę",
    "wycofuję zgodę", "nie wyrażam zgody", "nie wyrażałem zgody", "dajcie mi spokój", "sprzeciw*", "wypis*",
    "anuluj* subskrypcj*",
    r"(?:usun|wykresl|skresl|wypis|wyrejestr|skasow|usuw)\w* .. (?:mnie|nas\b|moj\b|nasz|adres|dane|list|baz\b|"
    r"mail|subskryp)*",
    "(?:proszę|prosimy|prosze) (?:o )?(?:usun|wykresl|skresl|wypis|skasow|zaprzesta)*",
    "(?:mnie|nas) .. (?:wykreslic|usunac|wypisac|skreslic|wyrejestrowac)",
    r"(?:nie|nigdy) [^.,;!?\n]{0,25}?\b(?:zycz|chc|wyraz|zgadz|zgod|pozwal|wyrazal)\w* .. (?:sobie|otrzym|"
    r"dostaw|wiecej|zgod|na\b|takich|kontakt|juz\b)*",
    "nie (?:pisać|pisz|piszcie|wysyła|wysył|przysył|przysyl|kontakt|dzwon|nęka|wysyłaj)*",
    "(?:proszę|prosimy) .. nie .. (?:pisa|wysyl|przysyl|kontakt|dzwon)*",
    r"(?:przesta|zaprzesta|skoncz)\w* .. (?:wysyl|przysyl|pisa|nek\b|spam|kontakt|mail)*",
    "(?:rezygnuj|wypisuj|cofam|wycofuj|odwoluj|sprzeciw)*",
    "(?:to|jest) .. spam",
    "spam",
    "więcej .. (?:nie pisa|nie wysyla|maili nie|wiadomosci nie)*",
    "rodo .. (?:usun|sprzeciw)*",
    "(?:maile|wiadomości|wysyłkę|korespondencję) .. (?:zatrzym|wstrzym|zakończ)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "wypisz", "usuń", "rezygnuję", "usunąć", "nie pisać", "wypisać",
    "stop",
    "wypisz",
    "rezygnuję",
    "wypisz mnie",
    "usuń",
    "koniec",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:folder|w|do) .. (?:spam|spamie|spamu)",
    "(?:do|w|ze) (?:folderze? )?spam(?:u|ie)",
)  # fmt: skip

MEETING = (
    "(?:możemy|moglibyśmy|możecie|chętnie|chciałbym|chciałabym|proponuję|umówmy|umówić|spotkajmy|"
    "porozmawiajmy|zapraszam) .. (?:spotka|porozmawia|rozmow|telefon|zadzwoni|termin|demo|prezentacj|się|"
    "zdzwoni)*",
    r"(?:poniedziałek|wtorek|środ|czwartek|piątek|jutro|przyszłym tygodniu)\w* .. (?:pasuje|odpowiada|może "
    "być|jest ok|mam czas|mogę|godzin)*",
    "pasuje mi", "proszę (?:o telefon|zadzwonić|dzwonić|przesłać zaproszenie|o kontakt telefoniczny)*",
    "kiedy (?:możemy|ma pan|ma pani|pasuje|moglibyśmy)", "(?:mam|znajdę) (?:czas|wolne|wolny termin)",
)  # fmt: skip

NOT_MEETING = (
    "nie .. (?:spotka|rozmaw|rozmow)*",
)  # fmt: skip

INTERESTED = (
    "(?:jestem|jesteśmy|bylibyśmy|byłbym) (?:bardzo |wstępnie )?zainteresowan*", "(?<!nie )interesuje (?:mnie|nas)",
    "(?<!nie )zainteresował*",
    "(?:proszę|poproszę|prosimy) .. (?:więcej|ofert|informacj|szczegół|cennik|katalog|przesła|materiał|wycen)*",
    "więcej (?:informacji|szczegółów)", "brzmi (?:dobrze|ciekawie|interesująco)", "ciekaw*",
    "chętnie (?:dowiem|poznam|zobacz|przeczyt)*", "tak,? (?:proszę|chętnie|poproszę)",
)  # fmt: skip

QUESTION = (
    r"(?:jak|ile|czy|jaki|jaka|jakie|kiedy|gdzie|dlaczego|kto|co|który|która) .. \?", "(?:mam|jedno|mamy) pytani*",
    "pytanie", "ile kosztuje", "proszę (?:wyjaśnić|o wyjaśnienie|o informację czy)",
)  # fmt: skip

OBJECTION = (
    "(?:za|zbyt|bardzo) (?:drog|kosztown|skomplikowan)*",
    "(?:nie mamy|brak|nie ma|bez) .. (?:budżet|środków|pieniędzy)*",
    "(?:już|mamy|używamy|korzystamy|współpracujemy) .. (?:mamy|używamy|dostawc|rozwiązani|system|korzystamy|"
    "umow|inn)*",
    "(?:zadowoleni|zadowolony|zadowolona) z", "nie widz(?:ę|imy) (?:potrzeby|korzyści|sensu|wartości)*", "tańsz*",
    "taniej", "złe doświadczeni*",
)  # fmt: skip

NOT_NOW = (
    "nie teraz",
    "(?:obecnie|aktualnie|na razie|w tej chwili|w tym momencie|w tym roku|póki co) .. (?:nie|brak|żadn)*",
    "(?:w|na) (?:przyszłym|następnym|kolejnym|przyszły|następny) (?:rok|kwartał|miesiąc|sezon)*",
    r"(?:za|po|dopiero w|od|w) (?:kilka|dwa|trzy|pół roku|rok|\d+|styczni|luty|lutym|marc|kwietni|maju|czerwc|"
    "lipc|sierpni|wrześni|październik|listopad|grudni|wakacj|świę|nowym roku)*",
    "później", "za wcześnie", "nie mam (?:teraz )?czasu", "budżet .. (?:zamroż|zamkni|wyczerp)*",
    "proszę (?:wrócić|odezwać się|napisać|skontaktować się) .. (?:za|w|po|później|na)*",
)  # fmt: skip

REFERRAL = (
    "nie (?:jestem|zajmuję) (?:właściwą|odpowiednią|osobą|się tym|odpowiedzialn)*",
    "(?:niewłaściwa|właściwa|odpowiednia) osoba",
    "proszę .. (?:kontaktować|skontaktować|zwrócić|pisać|rozmawiać) .. (?:z|do) .. (?:pan|koleg|dział|"
    "dyrektor|kierowni|kolezank)*",
    r"(?:zajmuje się|odpowiada za|odpowiedzialn)\w* .. (?:tym|pan|pani|koleg|dział|jest|zakup|jakość)*",
    "(?:przekazuję|przekażę|przekazałem|przekazałam|przesłałem|przesyłam dalej)",
    "(?:mój|moja) (?:koleg|szef|przełożon|koleżank)*", "do wiadomości",
)  # fmt: skip

NOT_INTERESTED = (
    "nie (?:jestem|jesteśmy|byłbym) zainteresowan*",
    "(?:nie|brak) (?:interesuje|zainteresowan|potrzeb|mamy potrzeby|ma potrzeby|widzę potrzeby)*", "nie,? dziękuj*",
    r"dziękuj\w+,? (?:ale )?(?:nie|rezygn)*", "nie (?:potrzebuj|skorzyst|dotyczy|planuj)*", "niezainteresowan*",
    "nie dla nas", "odmawia*",
)  # fmt: skip

NO_ALONE = (
    "nie", "nie dziękuję", "nie, dziękuję", "nie jestem zainteresowany", "nie jestem zainteresowana",
)  # fmt: skip

YES_ALONE = (
    "tak", "chętnie", "proszę", "zgoda", "tak, proszę",
)  # fmt: skip

AWAY = (
    "(?:na|zwolnieniu) .. (?:lekarskim|macierzyńskim|wychowawczym)*",
    "(?:biuro|firma) .. nieczynn*",
    "ograniczony dostęp .. (?:poczt|mail)*",
    "(?:poza biurem|nieobecn|nie ma mnie|nie będzie mnie|nie będę|przebywam na|jestem na) *",
    "(?:na|w) (?:urlopie|zwolnieniu|delegacji|wakacjach|podróży|macierzyńskim|chorobowym)*", "urlop*",
    "(?:wracam|wrócę|powrócę|po powrocie|będę ponownie|będę dostępn)*", "ograniczony dostęp*", "nie mam dostępu",
    "biuro .. (?:nieczynne|zamknięte)",
    r"(?:urlop|urlopie|urlopu|zwolnieni|delegacj|nieobecn|chorob|l4)\w*",
    "(?:poza|w) (?:biurem|delegacji|podróży|trasie)",
    "(?:nie ma mnie|nie będzie mnie|nie jestem)",
    "(?:wracam|wrócę|wracamy|powrót|powrocie|powracam)",
    r"(?:nieczynne|nieczynna|zamknięt|zamkniet)\w*",
    "(?:na|w) (?:szkoleniu|targach|konferencji|zwolnieniu|chorobowym)",
    "zastępuj*",
    "zastępst*",
    "(?:ponownie|znowu|znów|będę) .. (?:dostępn|w biurze|w pracy|obecn)*",
    "ograniczony dostęp",
    "podczas mojej nieobecności",
    "pracujemy od*",
    r"(?:odpowiem|odpiszę) (?:po\b|jutro|w\b)*",
    "wakacj*",
    "nieosiągaln*",
    "niedostępn*",
    "mam wolne",
)  # fmt: skip

BACK = (
    "wracam", "wrócę", "powr*", "od dnia", "od", "ponownie", "dostępn*",
    "wrac*",
    "wróc*",
    "powr*",
    "od",
    "dostępn*",
    "odpis*",
    "odpowiem",
    "pracujemy",
)  # fmt: skip

UNTIL = (
    "do", "do dnia", "-",
    "do",
    "do dnia",
)  # fmt: skip

INCLUSIVE = (
    "włącznie", "wł",
    "włącznie",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "autoresponder",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
)  # fmt: skip

AWAY_SUBJECT = (
    "nieobecn*", "poza biurem", "urlop*", "na urlopie", "nie ma mnie",
    "nieobecn*",
    "urlop*",
)  # fmt: skip

LEFT = (
    "(?:już )?nie pracuj* .. (?:w|dla|firm|u|już)*",
    r"(?:nie jest już|przestał|zakończył)\w* .. (?:pracownik|prac|współprac)*", "nie pracuje już",
    "opuścił* (?:firm|nasz)*",
    "już nie pracuje",
    "nie pracuje już",
    "zakończył* pracę",
)  # fmt: skip

NEXT_STEP = (
    "(?:następny|kolejny) krok", "(?:może|mógłby|mogłaby) .. (?:przesłać|wysłać)*",
)  # fmt: skip

URGENT = (
    "piln*",
)  # fmt: skip

MACHINE = (
    "(?:potwierdzamy|potwierdzenie) (?:otrzymani|przyję)*",
    r"(?:wygenerowan|wysłan)\w* automatycznie",
    "(?:otrzymaliśmy) .. (?:wiadomo|zgłosz|zapyt)*",
    "nie odpowiada*",
)  # fmt: skip
