"""What people answer in a sales conversation, beyond the first tables of each language."""

INTERESTED = (
    "(?:send|share|forward|let me have|get|let us have) .. (?:quote|proposal|offer|price|pricing|brochure|"
    "spec|one-?pager|details|deck|case stud|information|info|sheet|leaflet|something|catalogue)*",
    "please (?:quote|send|share|forward)*",
    "(?:keen|curious|all ears|intrigued|eager)",
    r"(?:could|can|would) (?:use|do with) (?:something|this\b|that\b|such)*",
    r"(?:would|'d|might|could) (?:like|love|be interested|be useful|be helpful|save us|help us|fit\b|benefit|"
    r"include you|consider)*",
    "(?:looks?|sounds?|seems?) (?:relevant|good|interesting|promising|useful|great|like a fit)*",
    "(?:caught|have|got) my attention",
    r"(?:we|i) (?:both )?(?:want|wish|need) to (?:know|see\b|learn|hear|look|try\b|include)*",
    "(?:good|nice|great) pitch",
    "(?:should|must|need to|ought to) (?:look|have a look|take a look) into?*",
    "next steps?",
    "(?:get|run|start|try|set up) .. (?:pilot|trial|test)",
    "makes sense",
    "go on",
    "(?:on|in) our (?:list|plan|roadmap) for this year",
    r"exactly (?:the\b|what|our\b|this\b)*",
    "(?:comparing|shortlist|evaluating|considering) .. (?:suppliers|vendors|options|providers)*",
    r"happy to (?:take|have|see\b|read|look)*",
    "right (?:moment|time)",
    r"(?:they|he|she|we|boss|team) (?:like|likes|liked) (?:it\b|this\b|the\b|your)*",
    r"(?:sudomin|domin|įdom|aktual)(?:o\b|a\b|tų\b|u\b|us\b|i\b|ino\b|intų|inga)*",
    r"(?:atsiųsk|atsiusk|siųsk|siusk|pasidalink|pateik|prašau atsiųs|prašyčiau|prasau|laukiu|lauksiu|lauksime|"
    r"laukiame)\w* .. (?:pasiūlym|kain|inform|aprašym|prezentac|daugiau|detal|medžiag)*",
    r"(?:norė|norim|norime|noriu|norėčiau|norėtume)\w* .. (?:gauti .. pasiūl|sužinoti|išband|pasiūlym|pabandyt|"
    r"daugiau|plačiau|žinot)*",
    r"(?:prašyčiau|laukiu|reikia|reikėtų) .. (?:pasiūlym|kain|tokio|sprendim|to\b)*",
    "(?:kaip tik|būtent|laiku) .. (?:ieško|renk|reik|dabar|paraš|toki)*",
    "skamba (?:gerai|įdom|puik|vilioj)*",
    "(?:būtų|galėtų būti) .. (?:nauding|įdom|aktual)*",
    "(?:turime|susiduriame su) (?:tokią|šia|ta pačia|tokia) problem*",
    "tolesni žingsniai",
    r"papasako\w*",
    r"(?:išband|pabandy|pasibandy)(?:yti\b|ti\b|ytume|ysim|ykim)*",
)  # fmt: skip

MEETING = (
    r"(?:see|talk to|speak to|meet) you (?:then|thursday|monday|tuesday|wednesday|friday|tomorrow|next|on\b|"
    r"at\b|there)*",
    "(?:talk|speak|meet|chat) (?:then|soon)",
    r"(?:would|does|do|is|how about|how's|hows|what about) .. (?:monday|tuesday|wednesday|thursday|friday|"
    r"tomorrow|next week) .. (?:suit|work|ok\b|good|fit\b|fine|\?\b)*",
    "(?:how's|how is|how about|what about) (?:monday|tuesday|wednesday|thursday|friday|tomorrow)*",
    "(?:grab|pick|choose|book|take) .. slot",
    "(?:calendar|booking|calendly|diary) (?:link|page|here)*",
    r"https?://\S*cal\S*",
    r"(?:walk|talk|take) .. through .. (?:online|teams|zoom|call|it\b|this\b|the\b)*",
    r"(?:call|ring|phone) me .. (?:on\b|at\b|this\b|tomorrow|afternoon|morning|\d\b)*",
    "give (?:me|us) a (?:bell|call|ring|buzz)",
    "(?:zoom|teams|meet|webex) .. (?:link|invite|call|meeting)*",
    r"(?:short|quick|brief|\d+ ?(?:minutes?|min)) (?:intro|call|chat|meeting|demo|conversation)*",
    r"(?:free|available) (?:on\b|at\b|for\b|this\b|next|tomorrow|after|before|from\b|monday|tuesday|wednesday|"
    r"thursday|friday)*",
    "(?:schedule|arrange|set up) .. (?:meeting|call|demo|teams|zoom|session)*",
    r"(?:come|drop) .. (?:to|by|in|at) .. (?:depot|office|site|warehouse|factory|us\b|stand|booth)*",
    "(?:demo|demonstration) would*",
    r"(?:monday|tuesday|wednesday|thursday|friday) .. (?:is good|is ok|is fine|works|good for me|suits|either|"
    r"morning|afternoon|at \d|pm\b|am\b)*",
    "meet .. (?:fair|show|stand|booth|hall)",
    "works for me",
    "with my (?:pa|assistant|secretary)",
    r"(?:susitik|susiskamb|pasikalb|pasimat|susirašy|aptar|susitar|pakalb|pašnek)(?:ti\b|kime|kim\b|ime\b|im\b|"
    r"ykime|ykim|ėkime|ėkim|sim\b|sime|iam\b|am\b|ame\b)*",
    r"(?:skambin|paskambin|suskamb)(?:k\b|kit\b|kite|ti\b)*",
    r"(?:užei|užsuk|atvyk|atvažiuo|užva[zž]iuo|kviečiu)\w* .. (?:biur|sandėl|pas\b|mus\b|apžiūr|pasižiūr|ofis)*",
    "(?:užei|užsuk)(?:kite|kit|k|ti)",
    r"(?:tinka|tiktų|tinkamas|patog|galiu|galėčiau|laisv)\w* .. (?:pirmad|antrad|trečiad|ketvirtad|penktad|"
    r"rytoj|val\b|\d\b|po piet|ryte)*",
    r"(?:pirmad|antrad|trečiad|ketvirtad|penktad)\w* .. (?:tinka|tiktų|\d{1,2} ?(?:val|:)|patog|galiu|galim|"
    r"mūsų|pas)*",
    "(?:zoom|teams|meet) .. (?:nuorod|kvietim|skamb)*",
    r"(?:nuorod|kvietim)\w* .. (?:zoom|teams|meet|rytdien|skambuč|susitik)*",
    "iki pasimatymo*",
    r"(?:demonstracij|demo|pristatym)\w* .. (?:komand|mums|galė|norė|pada|sureng|man\b)*",
    r"(?:padarykim|surenkim|surenk|norėtume pamatyti|norėčiau pamatyti|parodykit)\w*",
    "dėl laiko .. (?:sudering|susitar|derink)*",
    r"suderink\w*",
    "(?:po pietų|ryte|vakare) .. (?:turėsiu|galiu|laisv)*",
)  # fmt: skip

QUESTION = (
    r"(?:i|we)(?:'d| would)? (?:like|need|want) to (?:know|understand|check|ask) (?:whether|if\b|how\b|what|"
    r"which|who\b|when|about)*",
    r"(?:do|does|can|is|are) (?:you|it|they|the) (?:deliver|ship|support|offer|have|provide|work|run\b|sell|"
    r"come)*",
    "quick one",
    "norėčiau paklausti*",
    "(?:noriu|norėčiau|norėtume) (?:suprasti|pasitikslinti|paklausti|sužinoti, (?:ar|kaip|kiek|kas|kok))*",
    "(?:ar|kaip|kiek|kokia|koks|kas|kuo|kada|kur|kodėl|kokios|kokie) .. (?:pristato|veikia|kainuo|jungia|"
    "palaik|tinka|trunka)*",
)  # fmt: skip

NOT_NOW = (
    r"(?:contact|write|call|mail|e-?mail|come back|get back|drop|reach|ping|try|ask|nudge) .. (?:in|after|by|"
    r"before|around|next|until|from|when|then|later|again)\b",
    "(?:drop me|send me) .. (?:line|note) .. (?:in|after|next|when)",
    "(?:look|looking|revisit|review|come back|return) .. (?:at|to)? ?(?:this|it|suppliers|that)? ?.. (?:in|"
    "every|next|later|when)",
    r"(?:every|each|in|until|till|next|by) (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b",
    "(?:in|for|within) (?:a|one|two|three|four|five|six|half a|another) (?:week|month|quarter|year)s?",
    "pushed back",
    r"(?:too much|a lot) (?:on|to do|going on) .. (?:plate|now\b|moment|present)*",
    "(?:until|till|after) .. (?:peak|season|holidays|summer|over|finished|done|audit)*",
    "keep me (?:posted|updated|in mind)",
    "not a priority",
    "(?:nothing will happen|won't happen) .. before",
    "on hold",
    r"(?:susisiek|parašyk|grįžk|kreip|skambink|paskambink|primink|sugrįžk|pakalbėk)\w* .. (?:po\b|sausio|"
    r"vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio|kitą|vėliau|"
    r"pusmeč|ketvirt|metais|kitais|pavasar|ruden|vasar|žiem)*",
    r"po (?:pusmečio|mėnesio|metų|savaitės|dviejų|trijų|keturių|šešių|poros|\d\b)*",
    "(?:sausį|vasarį|kovą|balandį|gegužę|birželį|liepą|rugpjūtį|rugsėjį|spalį|lapkritį|gruodį)",
    r"(?:kol kas|šiemet|šiuo metu|dabar|dar) .. (?:ne\b|neplan|nepirk|neaktual|per daug|daug|labai|"
    r"ne prioritet|nėra)*",
    "(?:dabar|šiuo metu) .. (?:per daug|daug darb|įtempt|užimt|skub)*",
    "(?:įtemptas|užimtas|karštas) .. (?:laikotarpis|metas)",
    "(?:gal )?(?:kitais metais|kitąmet|kitą ketvirtį|ateityje|vėliau|kitą pusmetį|kitą pavasarį)*",
    r"biudžet\w* .. (?:paskirst|įšald|uždaryt|kit\b|planuo)*",
    "ne prioritet*",
    "pirmąjį ketvirtį",
)  # fmt: skip

REFERRAL = (
    r"(?:please )?(?:contact|e-?mail|ask|try|write to|talk to|speak to|speak with|reach|see|call) (?:mr|mrs|ms|"
    r"dr)\b",
    r"(?:talk|speak|write|mail|e-?mail|turn|reach out|get in touch|best) .. (?:to|"
    r"with) [\w.-]{1,30} [\w.-]{1,30} \(?[\w.+-]{1,40}@*",
    r"(?:write|send|e-?mail|mail|forward|best|contact|address|direct) .. [\w.+-]{1,40}@*",
    r"(?:that|this|it) would be (?:our\b|my\b|the\b|mr\b|ms\b|mrs\b)*",
    r"(?:took|taken|takes|taking) over (?:from me|my\b|this\b|the\b|purchas|as\b)*",
    r"(?:would be|is) the (?:one\b|person|right person|man\b|woman|contact)*",
    "(?:you want|you need) [a-z]+*",
    r"(?:looks after|deals with|handles|responsible for|in charge of|takes care of|manages|runs|owns) (?:our\b|"
    r"this\b|that\b|it\b|the\b|all\b|such|compliance|transport|purchas|quality|logistics|these)*",
    "(?:now|the new) (?:head|director|manager|fleet manager|lead|buyer)*",
    r"(?:passed|forwarded|sent|handed) .. (?:your|this|it) .. (?:message|mail|e-?mail|note|to\b|on\b)*",
    "(?:i|he|she) (?:moved|retired|changed (?:jobs|roles|departments))*",
    r"(?:in|on) (?:copy|cc)\b",
    "cc'?ing*",
    "(?:not my|outside my) (?:remit|area|field|department|business|job|responsibility)",
    r"(?:rašyk|kreip|siųsk|skambink|susisiek)\w* .. (?:el\. paštu|adresu|į|pas|su|kolegai|kolegei|vadov|"
    r"direktor)\b .. (?:@\b|[a-z])*",
    r"(?:rašyk|siųsk|kreip|susisiek)\w* .. [\w.+-]{1,40}@*",
    r"(?:rašykite|rašykit|kreipkitės|kreipkitės į|skambinkite|klauskite) (?:į |pas |kolegai |kolegei |mūsų |"
    r"pirkimų |logistikos |kokybės )*[a-z]*(?:ui|ei|ai|ę|ą|ų|į)\b",
    "(?:tuo|šiuo|tai|už tai|šiuos klausimus|šį klausimą|šiuos) .. (?:užsiima|rūpinasi|kuruoja|atsaking|"
    "sprendžia|tvarko|sritis)*",
    "(?:atsakinga|atsakingas|kuruoja|užsiima|rūpinasi)*",
    r"(?:persiun|perdav|peradres)\w*",
    r"(?:ne aš|ne man|aš ne|ne tas|nebe aš|aš čia ne)\b .. (?:už tai|klausim|atsaking|žmog|dirb|šit\b)*",
    r"(?:jis|ji|jie) .. kopij\w*",
    "kopijoje",
    r"\w+ sritis",
)  # fmt: skip

NOT_INTERESTED = (
    r"(?:it's|its|it is|i'm afraid it's|a|say|saying|gonna be a) no (?:from\b|on\b|for\b|to\b)*",
    "give (?:it|this) a miss",
    "(?:won't|will not|not) be (?:moving|going|taking|proceeding|pursuing|needing|continuing)*",
    r"(?:decided|chosen|opted) (?:not\b|against)*",
    "(?:not|isn't|is not) (?:for us|relevant|of interest|our thing|something)*",
    r"no (?:use|interest|need|requirement) (?:for\b|on\b|in\b|at\b)*",
    "(?:we'll|we will|i'll|i will) pass",
    "not interested",
    "no thank*",
    "take it (?:no )?further",
    r"(?:don't|do not) (?:need|want|require) (?:it\b|this\b|that\b|any\b|your)*",
    r"(?:nedomin|neįdom|neaktual|nereik|nesudomin|netink|nesame suinteres|nesuinteres)\w*",
    r"(?:apsvars\w+|nusprend\w+|nutar\w+) .. (?:nepirk|atsisak|ne\b|netęs|nedar)*",
    r"(?:atsisakysim|atsisakome|atsisakėme)\w* .. (?:pasiūl|idėj|šio\b|šios)*",
    r"(?:ačiū|dėkui|dėkojame|dėkoju)\w*,? (?:už .{0,30})?(?:bet )?(?:ne\b|nedomin|nereik|neaktual)*",
    r"(?:mums|man) .. (?:nereik|netink|neaktual|neįdom|ne\b)*",
    "ne mums",
    "neturime (?:poreik|noro|intereso|susidomėj)*",
    "nesuinteres*",
)  # fmt: skip
