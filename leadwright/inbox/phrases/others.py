"""Languages known by their commonest phrases only.

They are SV, DA, NO, FI, ET, PT, RU, CS; each grows into a file of its own."""

OPT_OUT = (
    "(?:avregistrera|avprenumerera|avanmäl|ta bort (?:mig|oss|min|mina)|sluta (?:mejla|maila|skriva|skicka|"
    "kontakta|ringa)|inga fler (?:mejl|mail)|vill inte (?:ha|få) (?:fler|mer|era))*",
    "(?:afmeld|frameld|meld meg av|fjern (?:mig|meg|min|os|oss)|slet (?:mig|mine)|stop med at|slutt å|ikke "
    "(?:flere|fler) (?:mails?|e-?mails?|mejl|e-?post)|ønsker ikke (?:flere|at modtage|å motta))*",
    "(?:poistakaa|poista) (?:minut|meidät|osoitte)*", "(?:en halua|emme halua) (?:enää|saada|lisää)*",
    "älkää (?:enää )?(?:lähettä|kirjoitta|otta|soitta)*", "lopettakaa", "peruuta tilaus",
    "(?:eemaldage|kustutage) .. (?:mind|meid|minu|nimekir|aadress)*",
    "ärge (?:enam )?(?:kirjutage|saatke|helistage|tülitage|võtke)*",
    "(?:ei soovi|ei taha) (?:enam|rohkem|teie|saada)*", "loobun",
    "(?:remova|retire|remover|retirar|excluir|exclua|cancelar) .. (?:me|meu|minha|lista|inscrição|dados|e-?mail)*",
    "(?:não|nao) (?:quero|desejo|queremos) (?:mais )?(?:receber|ser|e-?mails)*",
    "(?:pare|parem) de (?:enviar|mandar|escrever|contactar)*", "descadastr*",
    "(?:отпишите|отписаться|удалите (?:меня|мой|нас)|уберите (?:меня|из)|не пишите|не присылайте|больше не "
    "(?:пишите|присылайте|звоните)|прекратите|не хочу получать|отстаньте|это спам|спам|исключите)*",
    "(?:odhlásit|odhlaste|vymažte|vymazat|odstraňte|nepište|neposílejte|nezasílejte|nekontaktujte|nepřeji si|"
    "nechci (?:dostávat|další|vaše))*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "sluta", "stopp", "avregistrera", "lopeta", "loobun", "sair", "parar", "стоп", "отписаться", "отпишите",
    "отписка", "отменить подписку", "annulla iscrizione",
    "cancella iscrizione", "anuluj subskrypcję",
    "odhlásit", "afmeld", "stans", "🛑", "⛔", "🚫", "🖕", "stop 🛑", "🛑 stop",
)  # fmt: skip

MEETING = (
    "(?:låt oss|kan vi|vill gärna|gärna) .. (?:träffas|prata|höras|boka|möte|ses)*",
    "(?:kan vi|lad os|la oss|gerne) .. (?:mødes|møtes|tale|snakke|møde|møte|ringes)*",
    "(?:voidaan|voimme|sopisi|sovitaan) .. (?:tavata|puhua|palaver|soitta|tapaami)*",
    "(?:saame|võiksime|sobiks|kohtume) .. (?:kohtuda|rääkida|kohtumi|helista)*",
    "(?:podemos|gostaria|vamos|marcar|agendar) .. (?:reunião|reunir|falar|conversar|chamada|ligação|encontr)*",
    "(?:давайте|можем|готов|готовы|хотел бы|предлагаю) .. (?:встрет|созвон|поговор|обсуд|встреч|звон)*",
    "(?:můžeme|rád|ráda|domluvme|sejděme) .. (?:setkat|sejít|zavolat|schůz|promluvit|se)*", "позвоните мне",
    "перезвоните",
)  # fmt: skip

INTERESTED = (
    "(?:är|vi är|jag är) intresserad*", "(?:er|vi er|jeg er) interesser(?:et|t)",
    "(?:skicka|send|sänd) .. (?:mer|information|offert|tilbud|pris)*", "(?:olen|olemme) kiinnostun*", "kiinnostaa",
    "(?:oleme|olen) huvitatud", "huvitab", "(?:tenho|temos|estou|estamos) (?:interesse|interessad)*",
    "mais informações", "(?:нам|мне|нас|меня) (?:это )?(?:интересно|интересует|заинтересов)*",
    "(?:пришлите|отправьте|вышлите) .. (?:информац|предложен|прайс|подробн|коммерч)*", "(?:mám|máme) zájem",
    "(?:pošlete|zašlete) .. (?:informace|nabídku|ceník|více)*",
)  # fmt: skip

QUESTION = (
    "(?:hur|vad|vilken|vilka|när|var|varför|hvordan|hvad|hva|hvor|miten|mitä|paljonko|kuinka|onko|kuidas|"
    "palju|mis|kas|como|quanto|qual|quais|quando|как|сколько|какой|какая|какие|когда|где|почему|есть ли|"
    r"можно ли|jak|kolik|jaký|jaká|jaké|kdy|kde) .. \?",
    "(?:en fråga|et spørgsmål|et spørsmål|kysymys|küsimus|uma pergunta|вопрос|otázk|dotaz)*",
)  # fmt: skip

OBJECTION = (
    "(?:för dyrt|for dyrt|liian kallis|liiga kallis|muito caro|caro demais|слишком дорого|дорого|příliš "
    "drahé|moc drahé)",
    "(?:har redan|har allerede|meillä on jo|meil on juba|já temos|já usamos|у нас уже|уже (?:есть|используем|"
    "работаем)|již máme|už máme)",
    "(?:ingen budget|ikke budget|ei budjettia|eelarvet ei|sem orçamento|нет бюджета|nemáme rozpočet)",
)  # fmt: skip

NOT_NOW = (
    "(?:inte nu|inte just nu|ikke nu|ikke nå|ei nyt|ei juuri nyt|mitte praegu|praegu mitte|agora não|não "
    "agora|neste momento não|не сейчас|сейчас не|пока не|teď ne|nyní ne|zatím ne|momentálně ne)*",
    "(?:nästa år|nästa kvartal|næste år|neste år|ensi vuonna|ensi vuo|järgmisel aastal|próximo ano|в "
    "следующем году|в следующем квартале|příští rok)",
    "(?:senare|senere|myöhemmin|hiljem|mais tarde|позже|později)",
)  # fmt: skip

REFERRAL = (
    "(?:är inte rätt|ikke den rette|ikke rette|ei ole oikea|ei ole õige|não sou a pessoa|не тот человек|не "
    "занимаюсь|nejsem správn|nejsem ta)*",
    "(?:kontakta|kontakt|ota yhteyttä|võtke ühendust|contacte|fale com|обратитесь|обращайтесь|свяжитесь|"
    "kontaktujte|obraťte se) .. (?:min|vår|vores|kollega|minu|meie|meu|meu colega|к|с|коллег|na|kolegu|mého)*",
    "(?:vidarebefordra|videresend|välitin|edastasin|encaminhei|переслал|передал|přeposlal|předal)*",
)  # fmt: skip

NOT_INTERESTED = (
    "(?:inte|ej) intresserad*", "(?:nej|nei),? tack?", "ikke interesser(?:et|t)",
    "(?:ei kiinnosta|emme ole kiinnostuneita|en ole kiinnostunut|ei kiitos)",
    "(?:ei ole huvitatud|ei huvita|tänan ei|ei,? aitäh|ei soovi)",
    "(?:não (?:tenho|temos|estou|estamos) interess|não,? obrigad|sem interesse)*",
    "(?:не интересует|не интересно|неинтересно|не нужно|не надо|нет,? спасибо|спасибо,? (?:но )?не)*",
    "(?:nemám|nemáme) zájem", "ne,? děkuj*",
)  # fmt: skip

NO_ALONE = (
    "nej tack", "nej", "nei", "nei takk", "nej tak", "ei", "ei kiitos", "não", "não obrigado", "нет", "нет спасибо",
    "ne", "ne děkuji",
)  # fmt: skip

YES_ALONE = (
    "ja", "kyllä", "jah", "sim", "да", "интересно", "ano", "ja tack", "ja tak",
)  # fmt: skip

AWAY = (
    "(?:inte på (?:kontoret|plats)|på semester|föräldraled|tjänsteresa|tillbaka (?:på|den|igen)|frånvarande|"
    "är ledig|bortrest)*",
    "(?:ikke på kontoret|på ferie|holder ferie|på barsel|tilbage (?:på|den|igen)|tilbake (?:på|den|igjen)|"
    "fraværende|ute av kontoret)*",
    "(?:poissa|lomalla|poissaolo|palaan|en ole paikalla|vuosiloma|matkoilla|vanhempainvapaa)*",
    "(?:puhkusel|puhkus|kontorist (?:ära|eemal|väljas)|lähetuses|tagasi (?:kontoris|alates|tööl)|eemal)*",
    "(?:ausente|férias|fora do escritório|regresso|retorno|licença|estarei de volta)*",
    "(?:в отпуске|отпуск|отсутств|вне офиса|командировк|вернусь|буду на месте|на больничном|декрет)*",
    "(?:mimo kancelář|na dovolené|dovolen|nepřítom|vrátím|zpět v|služební cest|mateřsk)*",
    "(?:odsustv|na godišnjem|szabadság|házon kívül|în concediu|išdirbau)*",
)  # fmt: skip

BACK = (
    "tillbaka", "åter", "tilbage", "tilbake", "palaan", "takaisin", "tagasi", "alates", "regresso", "volto",
    "retorno", "вернусь", "с", "zpět", "vrátím*", "od", "fra", "från",
)  # fmt: skip

UNTIL = (
    "till och med", "t o m", "till", "til", "til og med", "asti", "saakka", "kuni", "até", "до", "по", "do", "-",
)  # fmt: skip

INCLUSIVE = (
    "till och med", "til og med", "asti", "включительно", "včetně", "inclusive",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "autosvar", "automatiskt svar", "automatisk svar", "automaattinen vastaus", "automaatvastus",
    "automaatne vastus", "resposta automática", "автоматический ответ", "автоответ", "автоматическое",
    "automatická odpověď", "automatikus válasz", "răspuns automat",
)  # fmt: skip

AWAY_SUBJECT = (
    "frånvaro*", "på semester", "ferie", "fravær*", "poissa*", "puhkus*", "ausên*", "отпуск*", "отсутств*",
    "nepřítom*", "dovolen*",
)  # fmt: skip

LEFT = (
    "(?:arbetar|jobbar) inte längre", "har slutat", "(?:arbejder|jobber) ikke længere", "ei (?:enää )?työskentele",
    "ei tööta enam", "não trabalha mais", "já não trabalha", "больше не работает", "уволил*", "již nepracuje",
    "už nepracuje",
)  # fmt: skip
