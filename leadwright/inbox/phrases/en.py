SMALL_WORDS = """the and you we is are our your for not with this that have has will please thanks thank can would
i me my at on of to it if no yes be do does what how who when out from but or us am i'm i'll don't"""

OPT_OUT = (
    "(?:you|your (?:company|firm|team)) (?:may|must|can|are) (?:no longer|not)(?: allowed to| permitted to)? "
    "(?:send|write|mail|e-?mail|contact|message)",
    "unsubscri*",
    "(?:not|never) (?:to )?(?:e-?mail|mail|contact|write to|message|call|bother) (?:me|us)",
    "un-subscribe", "opt (?:me |us )?out", "opt-out", "opting out",
    "(?<!don't )(?<!not )(?:remove|take|delete|drop|strike) (?:me|us|my|our|this) .. (?:list|database|"
    "records|system|files?|crm|campaign|mailing|mailings|sequence)s?",
    "(?<!don't )(?<!not )remove (?:me|us|my (?:e-?mail|address|name|details|data|contact)|our (?:e-?mail|"
    "address|details|data))",
    "(?:take|get) (?:me|us) off", "take (?:my|our) .. off", "off (?:your|this|the) (?:mailing )?lists?",
    "(?:delete|erase|remove) .. (?:my|our) .. (?:data|details|information|address|email|e-mail|contact|record)*",
    "(?:stop|quit|cease) (?:e-?mailing|mailing|writing|contacting|messaging|spamming|sending|bothering|"
    "harassing|pestering|chasing|calling|these|this|with|all)",
    r"(?:please|kindly|just|now|must|to) (?:stop|desist)\b(?! (?:by|in|at|over|using|working|the (?:leak|"
    "truck|lorry|line)))",
    "stop it", "stop now", "stop,? please", "please,? stop", "make it stop", "cease and desist",
    "(?:do not|don't|dont|never|not to) (?:ever )?(?:contact|e-?mail|mail|write|message|call|bother|send) "
    "(?:to )?(?:me|us|here|this|any)",
    "(?:do not|don't|dont|never) .. (?:contact|e-?mail|write to|message|bother) (?:me|us) (?:again|any ?more|"
    "further)",
    "no (?:more|further) (?:e-?mails?|messages?|contact|mailings?|communication|correspondence|spam|of these)",
    "(?:do not|don't|dont) (?:want|wish) .. (?:receive|hear|get|be contacted|be on|e-?mails?|mailings?|messages?)",
    "(?:not|no longer|never) (?:want|wish|wishing|like) to (?:receive|hear|get|be contacted)",
    "(?:would|'d) rather not (?:receive|hear|get|be contacted)",
    "(?:rather|prefer) you (?:did not|didn't) (?:write|e-?mail|contact)",
    "prefer not to (?:receive|hear|be contacted)", "wish to be (?:removed|taken off|left alone)",
    "(?:want|like|ask|asked|request) .. to be (?:removed|taken off|deleted|unsubscribed|left alone|forgotten)",
    "leave (?:me|us) (?:alone|be|in peace)", "lose my (?:number|address|e-?mail)", "get lost", "go away",
    "f[u*]+ck off", "piss off", "buzz off",
    "(?:this|it|your (?:mail|e-?mail|message)) is (?:just |pure |unwanted |plain )?spam",
    "report(?:ed|ing)? .. (?:as )?spam", "marked .. as spam",
    "(?:did not|didn't|never) (?:sign|signed|subscribe|subscribed|opt|opted|consent|consented|gave|give) "
    "(?:up|in|to|for|my|permission|consent|any)",
    "(?:withdraw|revoke) .. consent", "right to (?:be forgotten|erasure|object)",
    "object to (?:the |any )?(?:processing|direct marketing)", "article (?:17|21)",
    "do[ -]not[ -](?:contact|call|e-?mail) list", "black ?list (?:me|us|my)",
    "add (?:me|us) to your (?:do not|suppression|block)*",
    "stop all (?:communication|e-?mail|contact|mail|correspondence)*",
    "(?:blocked|blocking|block) your (?:address|domain|e-?mail|mails)",
    "final (?:warning|notice) .. (?:contact|e-?mail|write|spam)",
    "how .. (?:get|got) (?:my|this) (?:e-?mail|address|data|contact) .. (?:delete|remove|stop)",
    "cancel (?:my |this |the )?subscription", "discontinue .. (?:e-?mails?|mailings?|messages?|contact)",
    "not .. any ?more (?:e-?mails?|messages?)",
    "refrain from",
    r"(?:delete|erase|remove|drop) (?:all|any|every|whatever|everything) .. (?:data\b|details|information|"
    r"personal|records?|about me|on me)*",
    "remove (?:this|that|these|the|all) (?:e-?mail )?(?:address|addresses|e-?mail|mailbox|contact|inbox)*",
    "please remove",
    "kindly remove",
    "just remove",
    "(?:be|get|been|being) (?:removed|taken off|deleted|unsubscribed) from*",
    "cease .. (?:contact|communication|e-?mail|mail)*",
    "unsolicited",
    "(?:do not|don't|dont) send (?:anything|any|me|us|more|another|further|these|this)",
    "(?:do not|don't|dont) .. have (?:my|our) (?:consent|permission)",
    "without (?:my|our) (?:consent|permission)",
    r"art(?:icle|\.)? ?(?:17|21)\b",
    r"take (?:me|us|my (?:name|address|e-?mail)|our (?:name|address)) .. (?:list|off\b|out\b|database)*",
    "(?:want|wanted|wish) (?:it|this|my data|my address|my e-?mail|them) (?:deleted|removed|erased|gone)",
    "(?:don't|do not|dont) (?:e-?mail|contact|write|message|mail) (?:me|us|again|any)",
    "off (?:your|the|this|that) .. lists?",
    r"never (?:agreed|asked|requested|wanted|opted) .. (?:this\b|these|receive|get\b|be\b|e-?mails?|contacted|"
    r"mail)*",
    "(?:don't|do not|dont|didn't) .. bother (?:me|us)",
    "(?:please )?(?:no more|not? further) (?:of )?(?:this|these|that|mail|mails|messages?|e-?mails?|"
    "newsletters?|offers?)",
    "stop .. (?:e-?mails?|messages|mails?|contacting|spam)*",
    "enough .. (?:e-?mails?|messages|spam)*",
    "(?:delete|remove|forget) me",
    "opted? out",
    "i (?:am|'m) opting out",
    "(?:mark|marking|marked) (?:you|this|it) as (?:spam|junk)",
    "rather not be contacted",
    "no contact",
    r"(?:take|get) .. (?:address|name|e-?mail) .. (?:off|out)\b",
    "(?:do not|don't|dont|never|stop) (?:ever |please )?(?:reach(?:ing)? out|get(?:ting)? in touch|"
    "follow(?:ing)? up|approach|chas)*",
    r"(?:may|can|must|do|should|will) not (?:use|process|keep|store|share) .. (?:my|our|this|"
    r"the) .. (?:address|data\b|e-?mail|details|information|name)*",
    "stop (?:getting|receiving) .. (?:messages?|e-?mails?|mails?|these|your)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "unsubscribe", "remove", "remove me", "stop please", "please stop", "no more", "opt out", "delete",
    "quit", "stop!", "enough", "end", "cancel", "off",
    "unsubscribe me",
    "unsubscribe please",
    "please unsubscribe",
    "unsubscribe pls",
    "remove please",
    "please remove",
    "take me off",
    "delete me",
    "remove me please",
    "no emails",
    "stop emailing me",
    "stop it",
    "no more emails",
)  # fmt: skip

NOT_OPT_OUT = (
    "stop (?:by|in|over|at|off|gap)",
    "(?:cannot|can't|couldn't|could not|did not|didn't|won't|will not|never|non) ?-?stop",
    "(?:do not|don't|dont|did not|didn't|no need to|please don't|never) (?:unsubscribe|remove|take me off|"
    "take us off|opt me out)",
    "not (?:unsubscribe|unsubscribing|opt out|opting out)",
    "(?:can|could|how|do|does|if) (?:the |our |your )?(?:drivers?|customers?|users?|clients?|employees?|"
    "staff|people) .. (?:opt[ -]out|unsubscribe)*",
    r"(?:sorry|apolog\w+) .. unsubscribed", "unsubscribe (?:rate|link in our|button in our)s?",
    "(?:your|the) (?:mail|e-?mail|message) (?:landed|ended up|went|was) .. spam",
    "(?:in|into|from|out of) (?:my |the |our )?(?:spam|junk)",
    "spam (?:folder|filter|box)",
    "enough .. (?:budget|time|people|money|information)",
    "remove .. (?:sensor|logger|probe|device|truck|label|cover)*",
    "(?:would|will|could|might) (?:have to |need to )?stop .. (?:line|production|truck)*",
)  # fmt: skip

MEETING = (
    "(?:let's|let us|lets|we could|we can|could we|can we|shall we|happy to|glad to|like to|love to|want to|"
    "up for|open to|willing to|able to|available to|free to) .. (?:meet|talk|chat|speak|call|catch up|"
    "discuss|jump on|hop on|have a (?:look|call|chat|demo)|see (?:a |the )?demo|connect)",
    "(?:book|schedule|arrange|set up|set|organi[sz]e|fix|put|grab|find) .. (?:a |an |the |some )?(?:meeting|"
    "call|demo|slot|time|appointment|date|presentation|something in)",
    "(?:send|share|drop|give) .. (?:calendar|invite|invitation|availability|slots?|times|link to book|booking link)",
    "(?:i am|i'm|we are|we're|am) (?:free|available) (?:on|at|for|this|next|tomorrow|after|before|any|from|"
    "monday|tuesday|wednesday|thursday|friday|in the)",
    "(?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week) .. (?:works|suits|is good|is fine|would "
    "work|would suit|would be (?:fine|good|great)|ok|okay)",
    "(?:works|suits) (?:for )?(?:me|us)",
    r"how about (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week|\d)",
    "(?:call|ring|phone) me (?:on|at|tomorrow|today|this|next|monday|tuesday|wednesday|thursday|friday|"
    "between|after|any ?time|back)",
    "give me a (?:call|ring)", "(?:when|what time) (?:are you|would you be|can you|could you|suits you|works)",
    "(?:a|the|your) (?:demo|demonstration|walk-?through) (?:would|sounds|please|next|this)",
    "show (?:me|us) (?:a demo|how it works|the product)", "see it in action",
    "quick (?:call|chat) (?:would|sounds|works|is|next|this|on)", "(?:teams|zoom|meet) (?:link|invite|call)",
    "yes,? (?:to )?(?:a|the) (?:call|meeting|demo)",
    "looking forward to (?:our|the|meeting|speaking|talking|the call)",
    r"i (?:have|can do|could do) (?:time|\d+ minutes)",
    "come (?:by|over|and see us|to our (?:office|warehouse|site))", "stop by (?:our|the|my|on|next|this)",
)  # fmt: skip

NOT_MEETING = (
    "(?:no|not|don't|do not|won't|will not|can't|cannot|without|rather than|instead of|nor) (?:need |want |"
    "have |time |interested |like |wish |see )*(?:a |an |any |the |for |to |in |point |reason )*(?:meeting|"
    "call|demo|meet|talk|chat|speak)s?",
    "(?:in|had|have|has) (?:a |another |back to back )?meetings? (?:all|today|now|right)", "we met",
)  # fmt: skip

INTERESTED = (
    "(?<!not )(?<!no longer )(?<!aren't )(?<!n't be )(?:i am|i'm|we are|we're|would be|might be|could be|"
    "very|quite|really|definitely|certainly|indeed|yes,?|am|are) interested",
    "(?:sounds|looks|seems|is|very|quite|that's|this is|it's) (?:very |quite |really |pretty "
    ")?(?:interesting|good|great|useful|promising|relevant|exactly what|like something)",
    "(?:tell|send|give|share|show) (?:me|us) (?:some |a bit |a little |the |your |any )?(?:more|details|"
    r"info\w*|brochure|deck|materials?|pricing|prices?|price list|an offer|a quote|a proposal|specs?|data "
    r"?sheet|examples?|case stud\w*)",
    r"(?:send|forward|share) (?:it|them|over|along|through|more|some|the|your|a|an) .. (?:info\w*|details|"
    "brochure|offer|quote|proposal|materials?|deck|data ?sheet|specs?|pricing|catalogue|over)",
    r"more (?:info\w*|details|about (?:it|this|that|your))",
    "(?:like|love|want|curious|keen|happy) to (?:learn|know|hear|see|find out|read|understand) (?:more|how|"
    "what|about)",
    "please (?:do )?(?:send|go on|tell me)",
    "(?:we|i) (?:have been|were|are|am|'re|'m) (?:actually |just |currently )?(?:looking|searching) (?:for|into|at)",
    "(?:count me in|i'm in|sign me up|go ahead|good timing|perfect timing|right time)",
    "we (?:do )?(?:have|struggle with|face) (?:exactly )?(?:this|that|the same) (?:problem|issue|pain)",
    "caught my (?:eye|attention|interest)", "worth (?:a look|exploring|discussing|looking)",
    "(?:make|send) (?:me |us )?(?:an|your) offer",
)  # fmt: skip

QUESTION = (
    "(?:how|what|which|when|where|why|who|whose) (?:much|many|long|far|often|does|do|is|are|would|will|can|"
    "about|kind|type|sort|if|happens|exactly|accurate|big|fast|big|countries|languages|to|did|else|"
    r"standards?|certificat\w*|the)",
    "(?:does|do|is|are|can|could|will|would|has|have|did) (?:it|this|that|the|your|you|they|these|those|we|"
    r"there|loggers?|i|one|a) .. \?",
    "i (?:wonder|was wondering|have a question|have questions|would like to know|need to know)",
    "(?:could|can|would) you (?:please )?(?:explain|clarify|confirm|tell|say|elaborate)",
    "(?:one|a|quick|my|another) question", "please (?:explain|clarify|confirm)", "what's (?:the|your)", "how's",
)  # fmt: skip

OBJECTION = (
    "(?:tried|tested|had) (?:it|this|that|something|one|such) .. (?:before|ago|already|last|failed|did not|didn't)",
    "(?:too|very|so|quite|rather|pretty|far too) (?:expensive|pricey|costly|dear|complicated|complex|risky)",
    "(?:price|cost|budget) .. (?:killed|kills|too high|an issue|a problem|is an obstacle|put us off|out of "
    "reach|deal ?breaker)",
    "(?:no|not enough|don't have (?:the|a|any)|do not have (?:the|a|any)|without a?|haven't got (?:the|a)) "
    "(?:money|budget)",
    "(?:can't|cannot|could not|couldn't) (?:afford|justify)", "not worth (?:it|the money|the price|the effort)",
    "(?:we|i) (?:already )?(?:have|use|work with|are using|'re using|went with|chose|signed with|are with|"
    "are happy with|'re happy with|are satisfied with|'re satisfied with|bought|run) (?:already )?(?:a|an|"
    "our|another|the|someone|something|such|different|other)? ?.. (?:solution|system|provider|supplier|"
    "vendor|partner|product|tool|service|contract|loggers?|sensors?|in place|already)",
    "already (?:have|use|using|covered|got|solved|working with|with|equipped|in place|buy|bought|under "
    "contract|tied)",
    "(?:happy|satisfied|content|fine|sticking|stick) with (?:what|our|the|who|it)", "(?:locked|tied) in(?:to)?",
    "(?:bad|poor|terrible) experience",
    "(?:don't|do not|doesn't|does not|didn't|did not|not) (?:trust|believe|convinced|see (?:the|how|why|any|"
    "a) (?:value|benefit|point|reason|need|difference|advantage|use)|work for us|need)",
    "(?:sounds|seems|looks) (?:too good|expensive|complicated|like a lot)",
    "(?:we|drivers?) (?:do|write|check|record) (?:it|this|that|temperatures?) (?:by hand|manually|on paper|"
    "in excel|ourselves)",
    "built (?:our own|it ourselves|in-house)", "in-house (?:solution|system|tool)",
    "(?:security|privacy|legal|gdpr|it) (?:concerns?|department (?:won't|will not|would never))",
    "(?:what makes|how are) you .. (?:different|better)", "cheaper (?:elsewhere|alternative|option|from|at)",
)  # fmt: skip

NOT_NOW = (
    "not (?:right )?now",
    "not (?:at (?:this|the) (?:moment|time|stage|point)|at present|currently|today|this (?:year|quarter|"
    "month|week|season)|yet|just yet|the right (?:time|moment)|a good (?:time|moment)|a priority|on our "
    r"(?:agenda|roadmap|radar)|in the (?:budget|plan)\w*)",
    "(?:bad|wrong|poor|terrible) (?:time|timing|moment)",
    "(?:timing|time) (?:is|isn't|is not) (?:not |n't )?(?:right|good|ideal|great|bad|wrong|off)",
    "too (?:early|soon)",
    "no(?:t)? .. (?:time|capacity|bandwidth|resources) (?:right now|now|at the moment|this|for (?:it|this|"
    "that|new))",
    "(?:too|very|super|really|extremely|quite) busy", "(?:swamped|snowed under|flat out|up to my)",
    "(?:next|following|end of the|later (?:this|in the)|early (?:next)?|after the|beginning of (?:the )?|"
    "start of (?:the )?|second half of) (?:year|quarter|month|season|summer|winter|spring|autumn|new year|"
    "holidays|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|"
    "harvest|audit|budget)",
    "(?:in|until|till|before|after|around|from|maybe|by) (?:q[1-4]|january|february|march|april|june|july|"
    "august|september|october|november|december|spring|summer|autumn|winter|the new year|christmas|"
    r"20[2-4]\d)\b",
    r"in (?:a few|a couple of|two|three|four|five|six|several|some|\d{1,2}) (?:months|weeks|quarters|years)",
    "in half a year",
    "(?:maybe|perhaps|possibly|probably|sometime) (?:later|in the future|some ?day|another time|down the "
    "(?:road|line))",
    "(?:another|some other) time",
    "(?:check|circle|come|get|reach|write|call|ring|try|contact|ping|touch) (?:me |us |back |in |out |base "
    ")*(?:again|later|back) (?:in|after|next|around|later|when|at|sometime)?",
    "(?:try|ask|contact|remind|write to|call) (?:me|us) (?:again|later|in|next|after)",
    "(?:budget|budgets|spending|investment) .. (?:frozen|freeze|closed|spent|allocated|set|fixed|on hold|next)",
    "(?:on hold|put .. on hold|postpone*|back burner|revisit)", "contract (?:runs|ends|expires|is up|until|renews)",
    "(?:we are|we're) (?:restructuring|reorgani[sz]ing|moving|merging|in the middle of)", "hiring freeze",
    "for the time being",
)  # fmt: skip

REFERRAL = (
    "(?:i am|i'm|am|that's|that is|this is|you have|you've) (?:not|no longer|got) (?:the )?(?:right|correct|"
    "wrong|best|appropriate|responsible|in charge|person|one)",
    "wrong (?:person|contact|department|address|guy)",
    r"not (?:the right|my (?:area|department|job|responsibility|role|decision|call|field|topic|remit)|me\b|"
    "responsible|in charge|the (?:decision|one|person|best person))",
    "(?:speak|talk|write|reach out|turn|address (?:this|it|yourself)|get in touch|refer|best) (?:to|with|"
    "directly to|directly with) (?:my|our|the|mr|mrs|ms|dr|him|her|them|[a-z]+ (?:in|from|at|who|instead|"
    "about|runs|is))",
    "(?:please )?(?:contact|e-?mail|ask|try|write to|talk to|speak to|speak with|reach) (?:my (?:colleague|"
    "boss|manager|assistant|successor|replacement)|our (?:colleague|head|director|manager|ceo|cto|cfo|coo|"
    r"buyer|purchas\w+|procurement|quality|logistics|operations|it|fleet)|the (?:head|director|manager|person|"
    "team|department))",
    "(?:handled|managed|decided|done|run|covered|taken care of|looked after) by (?:my|our|the|mr|ms|mrs|[a-z]+)",
    "(?:handles|manages|runs|decides|looks after|takes care of|is responsible for|is in charge of|deals with|"
    r"leads|owns) (?:this|that|it|these|those|quality|such|purchas\w+|procurement|logistics|our|all)",
    "(?:forwarded|forwarding|passed|passing|copied|copying|cc'?ed|cc'?ing|adding|looping in|redirected|cc:?) "
    ".. (?:to|my|our|on|colleague|him|her|in|along)",
    "(?:looping|bringing) in",
    "(?:i|he|she) (?:no longer|don't|do not|doesn't|have left|has left|left) (?:work|works|the company|there|"
    "here|with)",
    "(?:colleague|boss|manager|director|head of [a-z]+),? [a-z]+,? (?:is|handles|runs|decides|would|will|can)",
    "(?:right|best|better|correct) (?:person|contact|place) (?:is|would be|for|to|here is)",
)  # fmt: skip

NOT_INTERESTED = (
    "(?:don't|do not) think (?:that )?(?:we|i) (?:will|would|want|need)",
    "(?:not|no longer|never|isn't|aren't|wasn't|don't think .. are|don't think .. am) (?:be |really |at all |"
    "particularly |very |currently |that |so |too )*interested",
    "no (?:interest|thanks|thank you|thx|need|use|demand|requirement)",
    "(?:thanks|thank you),? but (?:no|we're good|i'm good|we are good|not for us|we'll pass|i'll pass)",
    "(?:we|i)(?:'ll| will| would|'d) (?:have to |like to )?(?:pass|decline)",
    "(?:pass|passing) (?:on (?:this|it)|for now|this time)?,? ?(?:thanks|thank you|on this|on it)",
    "(?:not|isn't|doesn't seem|don't see) (?:for us|a (?:good )?(?:fit|match)|something (?:we|for)|what we "
    "need|relevant|of interest|applicable|needed|our thing|useful (?:for|to) us)",
    "(?:don't|do not|doesn't|does not|won't|will not) (?:need|want|require|be needing|use|do) (?:it|this|"
    "that|any|your|such|one|these|a|what|cold)",
    "close (?:my|the|this) (?:file|ticket|case)", "(?:nothing|not anything) .. (?:for us|we need)",
    "(?:decided|choosing|chose|going) (?:against|not to|with someone|with another|with a different|in "
    "another direction)",
    r"(?:we are|we're|i'm|i am|all) (?:good|fine|set|sorted)(?:,? thanks| thank you|\.|!|$)",
    "no,? (?:thanks|thank you|sorry)", "not (?:going to happen|at all|for me)", "save your (?:time|breath)",
    "don't waste", "waste of (?:my |our )?time", "doesn't concern us", "irrelevant (?:for|to)",
)  # fmt: skip

NO_ALONE = (
    "no", "nope", "no thanks", "no thank you", "nah", "not interested", "pass", "no interest",
)  # fmt: skip

YES_ALONE = (
    "yes", "yes please", "sure", "interested", "ok", "okay", "sounds good", "please do", "go ahead",
)  # fmt: skip

AWAY = (
    "out[ -]of[ -](?:the |my )?office", "out of (?:town|the country)",
    "(?:on|taking|having) (?:my |an? |annual |maternity |paternity |parental |sick |medical |bereavement |"
    "extended |family |planned |study )*(?:leave|vacation|holidays?|pto|sabbatical)",
    "away (?:from (?:my |the )?(?:desk|office|e-?mail|work)|on business|until|till|from|this|for|at a)",
    "(?:currently|presently) (?:away|travell?ing|unavailable|out|not in)",
    "(?:am|be|is) (?:away|travell?ing|unavailable|absent|abroad)",
    "not (?:be )?(?:in the office|available until|working (?:until|on|today|this)|at my desk|checking)",
    "(?:limited|no|intermittent|restricted|sporadic|little) (?:access|connectivity|availability)",
    "(?:back|return(?:ing)?) (?:in|to|at) (?:the |my )?(?:office|work|desk)",
    r"(?:i will|i'll|i am|i'm|will) (?:be )?(?:back|return\w*) (?:on|at|in|from|the|monday|tuesday|wednesday|"
    r"thursday|friday|\d|january|february|march|april|may|june|july|august|september|october|november|"
    "december)",
    "upon my return", "when i (?:return|am back|get back)", "office (?:is|will be) closed",
    "(?:we are|we're) closed", "annual leave", "maternity", r"ooo\b", "vacation (?:reply|notice|message|auto)",
    "away (?:through|thru|over|all|for the|today|on)",
    "(?:am|is|are|be|been) (?:on|off) (?:sick|ill|leave|holiday|vacation|pto)",
    "(?:out|off) (?:sick|ill|today|this (?:week|morning|afternoon)|all (?:day|week))",
    "due to (?:illness|sickness|a bereavement)",
    "(?:office|offices|we|company|shop) .. (?:closed|reopen)*",
    "not checking (?:my )?(?:e-?mails?|mail|messages|inbox)",
    "(?:cover|covering|standing in|filling in) for me",
    "covering my (?:inbox|desk|work)",
    "looking after my (?:inbox|desk|mail)*",
    "in my absence",
    "while i am (?:away|out|travell?ing)",
    "during my absence",
    "(?:parental|maternity|paternity|adoption|sick|compassionate|garden) leave",
    r"(?:travell?ing|at a (?:conference|trade show|fair|seminar|workshop|training)|"
    r"in training) .. (?:this week|until|till\b|today|back\b|limited|patchy)*",
    "(?:limited|patchy|poor|little) (?:wifi|access|internet|e-?mail|signal|connection)",
    "no longer check this (?:inbox|mailbox|address)",
    "delay in my (?:response|reply)",
    "not in (?:today|the office|this week|until)",
    "automatic(?:ally)? (?:reply|response|generated)",
    "back (?:online|at my desk)",
    "(?:taking|having) .. days? off",
    "replies? (?:may|will|might) be (?:slow|delayed)*",
    "in hospital",
    r"(?:am|i'm) (?:off|away)\b",
)  # fmt: skip

BACK = (
    "back", "return*", "available again", "again (?:on|from)", "resume*", "reopen*",
    "in the office (?:on|again|from)",
    "on",
    "from",
    "by",
)  # fmt: skip

UNTIL = (
    "until", "till", "through", "thru", "to", "-", "til",
)  # fmt: skip

INCLUSIVE = (
    "inclusive", "inclusively", "including", "through", "thru",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "automatic reply", "auto[ -]?reply", "autoreply", "auto[ -]?response", "automated (?:reply|response)", "auto:",
    "automatic response", "autosvar",
)  # fmt: skip

AWAY_SUBJECT = (
    "out of (?:the )?office", r"ooo\b", "away from", "on vacation", "on leave", "on holiday", "vacation",
    "annual leave", "away until", "away",
)  # fmt: skip

LEFT = (
    "no longer (?:with|works?|working|employed|at|part|an? employee|active|here|monitored|in use)",
    "(?:has|have) left (?:the |our )?(?:company|organi[sz]ation|business|firm|us|[a-z]+)",
    "(?:left|leaving) the company", "(?:is|are) not (?:working|employed) (?:here|with|at|for)",
    "does not work (?:here|for|at)", "mailbox is (?:no longer|not) (?:monitored|in use|active)", "retired",
)  # fmt: skip

NEXT_STEP = (
    "next steps?", "(?:can|could|would|will) you (?:please )?(?:send|share|forward|give|e-?mail)",
    "how do we (?:go on|proceed|start)", "what (?:happens )?next",
)  # fmt: skip

URGENT = (
    "urgent*",
    "emergenc*",
    "can't wait",
    "cannot wait",
    "immediate assistance",
)  # fmt: skip

MACHINE = (
    "automatic(?:ally)? (?:generated|created|message|e-?mail|response|reply)",
    "automated (?:message|response|reply|e-?mail|notification)",
    "do not reply to this",
    "(?:your|the) (?:request|ticket|enquiry|inquiry|message|case|e-?mail) .. (?:has been|was|is) (?:received|"
    "registered|logged|created|assigned)",
    "(?:we have|we've) (?:received|got) your (?:message|e-?mail|request|enquiry|inquiry)",
    "(?:will|shall) (?:be in touch|get back to you|respond|reply) .. (?:shortly|soon|within|as soon as)*",
    "thank you for (?:contacting|getting in touch with|your enquiry|your inquiry)",
    "mailbox is not monitored",
    "e-?mail address has changed",
    "ticket (?:number|id|#)",
)  # fmt: skip
