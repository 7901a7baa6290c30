"""How quotes, forwards, signatures and small print begin, in the languages of those who write to us. Pure.

All but `SIGNED` and `MARK` are matched on folded text (words.fold): lower case, no accents, straight quotes.
"""

import re

WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a ecrit|ecrit|escribio|escribe|escreveu|rase|rasote|parase|napisal|napisala|"
    r"napisal\(a\)|pisze|ha scritto|scrive|schreef|"
    r"rakstija|skrev|kirjoitti|kirjutas|napsal|napsala|написал|написала|написал\(а\)|пишет|писал|scrisa|irta|"
    r"geschreven|viet|sent|sendte)\b"
)
ADDRESS = re.compile(r"[\w.+=/#%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
WHEN = re.compile(r"\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d\d")
# Older Gmail: "2014-10-17 11:28 GMT+03:00 Name <address>:", and without the colon.
DATED = re.compile(r"(?:20\d\d[-/]\d{1,2}[-/]\d{1,2})\b[^<>\n]{0,100}<[^<>\s]{0,40}\s?[^<>\s]{3,120}>:?$")
# Some programs put it behind the last word of the answer.
INLINE = re.compile(
    r"(?:(?<=\S)-{2,10} ?|(?<=[.!?\w]) )on (?:(?:mon|tue|wed|thu|fri|sat|sun)\w*,? |\d{1,2}[ ./]|\d{4}-|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d)[^\n]{6,200}wrote:$"
)
# "Quoting Alice <address>:", as Horde has it, and ">>> Alice <address> 11/2/2026 9:14 AM >>>" of GroupWise.
QUOTING = re.compile(
    r"(?:quoting|cituojama|cituoju|zitat von|citation de|cita de|citando(?: a)?|cytowanie|citerar|citaat van|цитирую)"
    r" [^\n]{2,200}:$|[^\n]{2,200}\d{4}[^\n]{0,40}>>>$|-{2,6} ?(?:on|am|le|el|il|op|den|em|w dniu) [^\n]{6,200} "
    r"(?:wrote|schrieb|ecrit|escribio|ha scritto|schreef|skrev|escreveu|napisal\w*) ?-{2,6}$"
)
HEADER_NAMES = (
    r"from|sent|to|subject|date|cc|von|gesendet|an|betreff|datum|de|envoye|a|objet|para|enviado|asunto|fecha|assunto|"
    r"data|da|inviato|oggetto|od|wyslano|wyslane|do|temat|nuo|issiusta|kam|tema|van|verzonden|aan|"
    r"onderwerp|no|nosutits|"
    r"fran|skickat|till|amne|fra|sendt|til|emne|lahettaja|lahetetty|vastaanottaja|aihe|saatja|saadetud|kellele|teema|"
    r"от|отправлено|кому|тема|дата|komu|predmet|odeslano|reply-to|organization|importance"
    r"|repondre a|responder a|pour|sujet|envoyee?|pranesimas|skrevs|mottagare|копия|ответить"
)
HEADER = re.compile(rf"[*\s>]{{0,6}}(?:{HEADER_NAMES})\*? ?:\*?(?:\s|$|[\w\"'<])")
RULED = re.compile(r"\s{0,4}(?:-{2,40} ?[^-]{3,60} ?-{2,40}|_{10,200})\s{0,4}$")
DASHED = re.compile(r"\s{0,4}(?:-{8,200}|={8,200}|\*{8,200})\s{0,4}$")
FORWARDED = re.compile(
    r"[-\s>*]{0,14}(?:(?:begin |start of )?(?:the )?forwarded (?:message|e-?mail)|"
    r"(?:anfang der )?weitergeleitete[nr]? (?:nachricht|e-?mail|mail)|(?:debut du )?message (?:transfere|reexpedie)|"
    r"(?:inicio del )?mensaje reenviado|(?:inizio (?:del )?)?messaggio inoltrato|"
    r"(?:poczatek )?(?:przekazan\w+|przeslan\w+) (?:dalej )?wiadomosc\w*|(?:wiadomosc) (?:przekazana|przeslana dalej)|"
    r"(?:inicio da )?mensagem (?:encaminhada|reencaminhada)|vidarebefordrat (?:brev|meddelande|mejl)|"
    r"(?:begin )?doorgestuurd(?:e)? bericht|persiust\w+ (?:laisk\w+|zinut\w+|pranesim\w+)|"
    r"(?:начало )?(?:пересылаемо\w+|переадресованно\w+|пересланно\w+) (?:сообщени\w+|письм\w+)|"
    r"videresendt (?:melding|meddelelse|besked)|valitetty viesti|edastatud kiri|parsutita zina)[^\n]{0,20}$"
)
MARK = re.compile(r"\s{0,4}(?:--|—|––)\s{0,4}$")
SIGNED = re.compile(r"[-–—~]{1,2} ?[^\W\d_a-zà-ÿ][\w.'-]{0,20}(?: [^\W\d_a-zà-ÿ][\w.'-]{0,20}){0,2}$")
PROGRAMS = (
    "outlook|proton ?mail|spark|superhuman|bluemail|gmail|yahoo|samsung|galaxy|iphone|ipad|android|blackberry|"
    "huawei|xiaomi|windows|thunderbird|k-9|fairemail|mail\\.ru|yandex|edison|airmail|canary|hey\\b|zoho|aqua mail|"
    "nine\\b|mobile|mail\\b"
)
PHONE = re.compile(
    rf"(?:sent (?:from|via|with|using) (?:my|the|a|an|{PROGRAMS})|"
    rf"(?:get|holen sie sich|obtenir|telecharger|obtener|descargar|scarica|ottieni|pobierz(?: aplikacje)?|obter(?: o)?|"
    rf"transferir|skaffa|hamta|download|скачаите|получите|gaukite|parsisiuskite) [\"„“]?(?:{PROGRAMS})|"
    rf"(?:outlook|proton ?mail) .{{1,30}}(?:downloaden|herunterladen)|"
    r"von meinem .{1,30} gesendet|gesendet (?:von|mit) |envoye (?:de mon|depuis|a partir|avec)|"
    r"enviado (?:desde|do|com|con|a partir)|"
    r"(?:is)?siusta is|inviato da|wyslane z|wyslano z|verzonden vanaf|verstuurd vanaf|nosutits no|skickat fran|"
    r"sendt fra|lahetetty|inviato con|wyslano za pomoca|отправлено (?:с|из)|"
    r"outlook (?:fur|pour|para|per|dla|voor|for) (?:ios|android))"
)
SIGN_OFF = re.compile(
    r"((?:(?:best|kind|warm|warmest|many|with (?:kind|best))? ?(?:regards|wishes)|best|all the best|cheers|"
    r"thanks(?: again| a lot| so much)?|"
    r"thank you(?: very much)?|many thanks|thx|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|br|kr|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen) (?:gruss?en|dank)|(?:freundliche|beste|"
    r"liebe|viele|schone|herzliche) gruss?e|mfg|vg|lg|gruss?e|gruss?|"
    r"pagarbiai|su pagarba|geros dienos|linkejimai|aciu|dekoju|is anksto aciu|cordialement|"
    r"bien cordialement|bien a vous|salutations|merci(?: d'avance)?|"
    r"saludos(?: cordiales)?|un saludo|atentamente|gracias|pozdrawiam|z powazaniem|serdecznie pozdrawiam|dziekuje|"
    r"(?:cordiali|distinti) saluti|saluti|grazie|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|"
    r"groet(?:en|jes)?|mvg|"
    r"ar cienu|paldies|med vanlig(?:a)? halsning(?:ar)?|mvh|halsningar|venlig hilsen|vennlig hilsen|"
    r"hilsen|terveisin|ystavallisin terveisin|"
    r"lugupidamisega|parimate soovidega|с уважением|s pozdravem|abracos?|atenciosamente|"
    r"cumprimentos|med vennlig hilsen|obrigad[oa]|cordialmente|un cordiale saluto|buona giornata|bonne journee|"
    r"schonen tag|geros dienos|sekmes|tack(?: pa forhand)?|vanliga halsningar|dziekuje|pozdrowienia|met groet|"
    r"хорошего дня|спасибо|благодарю|всего доброго|с наилучшими пожеланиями))[\s,.!-]{0,4}(?:[\w.'-]{1,25}\s?){0,3}$"
)
BANNER = re.compile(
    r"[*\s\[]{0,4}(?:caution|warning|external|achtung|vorsicht|attention|avertissement|precaucion|atencion|attenzione|"
    r"uwaga|atencao|varning|let op|внимание|demesio|isorinis)\b.{0,80}(?:e-?mail|mail|message|external|extern|sender|"
    r"nachricht|correo|wiadomosc|mensagem|mejl|bericht|письмо|laisk|\])|\[?external\]?\s*$"
)
SMALL_PRINT = re.compile(
    r"[*\s]{0,4}(?:disclaimer|confidentiality|privileged|important notice|legal notice|"
    r"th(?:is|e) (?:e-?mail|message|communication|transmission|information|content)|"
    r"if you (?:are not|have received)|any views|"
    r"dies[e]? (?:e-?mail|nachricht)|der inhalt dieser|vertraulich|haftungsausschluss|"
    r"ce (?:message|courriel|mail|courrier)|l'information contenue|avis de confidentialite|"
    r"est[ea] (?:mensaje|correo|e-?mail|mensagem)|aviso (?:legal|de confiden)|la informacion conten|a informacao cont|"
    r"quest[oa] (?:messaggio|e-?mail|comunicazione)|le informazioni conten|avvertenz|informativa|"
    r"(?:ta|niniejsza) (?:wiadomosc|korespondencja)|tresc tej|informacje zawarte|"
    r"de[t]?ta (?:meddelande|mejl|e-?post\w*)|informationen i detta|"
    r"(?:dit|deze|de inhoud van) (?:bericht|e-?mail)|de informatie in|"
    r"(?:это|настоящее|данное) (?:сообщение|письмо|электронн)|информация, содержащ|"
    r"sis (?:el\.? ?|elektroninis )?(?:laiskas|pastas|pranesimas)|"
    r"siame (?:el\.? ?|elektroniniame )?(?:laiske|pranesime)|"
    r"konfidencialum|please consider the environment|before printing|think before)"
)
LEGAL = re.compile(
    r"confiden|privileg|intended|addressee|unauthori|disclos|environment|printing|virus|liab|"
    r"vertraul|adressat|empfanger|unbefugt|destinatair|diffusion|destinatari|reservad|riservat|confidenz|"
    r"poufn|adresat|odbiorc|konfiden|mottagare|vertrouw|geadresseerd|ontvanger|конфиденц|адресат|получател|"
    r"konfidenc|gavej|skirta"
)
POSTSCRIPT = re.compile(r"\s{0,4}p\.? ?s\.?[ :.,]")
MORE = re.compile(r"(?:please|pls|and|but|also|however|bitte|prasau|merci de|por favor|prosze|gelieve|пожалуиста) \w")
CONTACT = re.compile(
    r"\+?\d[\d ()./-]{6,18}\d|www\.|https?://|@|\b(?:tel|mob|mobile|phone|fax|cell|direct|office|tlf|puh|gsm|"
    r"handy|mobil|telefon\w*)\b|^[tmepw]: ?|\b(?:uab|gmbh|ltd|inc|llc|s\.?a\.?r\.?l|sp\. z o\.o|ab|bv|oy|as)\b"
)
