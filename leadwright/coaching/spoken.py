"""What people say aloud when they doubt, decline, agree, ask or greet, in English and Lithuanian: plain tables, read by
coaching/concerns.py. Apostrophes are straight and "dont" is written "don't" before they are looked at. Pure."""

import re


def _any(rows: str) -> str:
    """One alternative a line; what is set in is part of the line above."""
    return "|".join(row.strip() for row in rows.strip().splitlines())


DOUBT = re.compile(
    r"\b(?:"
    + _any(r"""
        worr(?:y|ied)\b
        concern(?:s|ed)?\b
        afraid
        s[ck]eptic\w*
        suspicious
        hesita\w+
        reluctan\w+
        (?:not|n't|never) (?:really |so |very |too |quite |entirely |fully )*(?:sure|certain|safe)\b(?! (?:that )?i(?: have|'ve))
        (?:not|n't|never) (?:really |so |very |too |quite |entirely |fully )*(?:convinced|believe|comfortable|confident)\b
        (?:do|does|did|can|could|would|will)(?: not|n't) (?:really |fully |necessarily )*(?:trust|believe(?! so))
        (?:do|does|did|can|could|would|will)(?: not|n't) (?:really |fully )*think (?:that|it|we|you|the|this|they)
        (?:do|does|did|can|could|would|will)(?: not|n't) (?:really |fully )*see (?:how|the|any|that)
        (?:do|does|did|can|could|would|will)(?: not|n't) (?:really )*(?:want|wish|like|help|work)
        (?:do|does|would)(?: not|n't) (?:really |necessarily )*feel comfortable
        doubt\w*
        scams?\b
        fraud\w*
        rip-?off
        mislead\w*
        risky
        too good to be true
        waste\w*
        squander\w*
        expensive
        how (?:do|can|would) (?:i|we) know
        what (?:if|happens (?:if|when))
        (?:bad|poor) (?:experience|reputation)
        burn(?:ed|t) before
        no (?:proof|facts|evidence)
        rather (?:not|than|give|keep|spend|wait|do|use|contribute)
        prefer not
        it depends
        the (?:problem|issue|trouble|difficulty|thing) is
        un(?:sure|certain|easy|convinced)\b
        never heard (?:of|about)
        hard to (?:believe|say|tell|justify|see)
        (?:what|where)'?s the catch
        hidden (?:costs?|fees?)
        (?:is|are) (?:this|it|you|they) (?:even |really |actually )*(?:legit\w*|real|genuine|trustworthy|reliable|safe)\b
        nerimauj\w*
        (?:per|pernelyg) ger\w+
        priešin\w+
        (?:jau )?(?:bandė|mėgin)\w+
        neišėjo|nepasiteisin\w*|nesinaudo\w*
        o kas (?:bus|būtų|jei|jeigu)
        (?:nelabai|neį|sunku|sunkiai) ?(?:į?sivaizd|suprant|tik)\w*
        (?:per daug|daug) (?:darbo|vargo|laiko)
        pigiau
        abejoj\w*
        nepasitik\w*
        netik(?:iu|ime)
        bij(?:au|ome|om)\b
        neram\w+
        rizik\w*
        o kas jei
        o jeigu
    """)
    + ")"
)
DECLINE = re.compile(
    r"\b(?:"
    + _any(r"""
        can(?:no|')t (?!imagine|fathom|complain|remember|recall|say|believe|even)
        won't
        will not
        not (?:going|able|willing|ready|interested|in a position|comfortable|right now|today|at (?:this|the) (?:time|moment))
        unable
        no thanks?
        no,? thank you(?! for)
        but no\b
        sorry,? (?:but )?no
        i'?ll pass
        too much
        all (?:that )?(?:i|we) can
        too (?:long|late|complicated|difficult|hard|many|little|big|small|far|risky|slow)
        don't have (?:the |any |much |enough |a )?(?:money|time|budget|cash|funds|need|people|resources)
        strapped
        broke\b
        need (?:the|this|that|my|every|all)? ?(?:money|cent|penny|it) (?:for|to|myself)
        struggl\w+
        have to (?:think|ask|check|see|discuss)
        need to (?:think|ask|check|research|discuss)
        let me think
        think about it
        maybe (?:later|next|another|some other)
        some other time
        not now
        (?:not|no longer) (?:interested|looking|for (?:me|us)|my (?:call|decision|budget|area|department)|up to me)
        (?:do|does|did|would)(?: not|n't) (?:really )*need
        no (?:need|use) (?:for|of|to)\b
        afford\w*
        (?:tight|fixed|small|limited) (?:budget|income)
        (?:money|budget|cash|time) is (?:tight|short|gone|limited|spent)
        already (?:have|has|got|use|do|work|pay|spend|give|support|sign|commit)\w*
        happy with (?:what|who|our|the)
        busy\b
        (?:a bad|not a good|not the (?:right|best)) (?:time|moment)
        (?:send|e-?mail) (?:me|us) (?:an? |some |the |your |more )*(?:e-?mail|mail|info\w*|details|brochure|link|something)
        (?:get|come|call|ring) (?:you )?back (?:to you|later|next|another)
        let you know
        (?:another|a different) time
        (?:talk|speak|check|ask|discuss|consult)\w* (?:it |this |that )?(?:to |with )?(?:my|our|the) (?:boss|manager|wife|husband|partner|team|board|director|colleagues?|family|accountant)
        neturi(?:u|me) (?:laiko|pinigų|biudžeto)
        ne(?:įdomu|reikia|aktualu)
        jau (?:turi|naudoj|dirb)\w*
        atsiųskite
        perskambin\w*
        pasitar\w*
        užimt\w*
        negal(?:iu|ime|im)
        nenor(?:iu|ime|im)
        ne dabar
        (?:visai |dabar |tam )*ne(?:labai)? laikas
        (?:tokių |tų |šių )?sprendim\w* (?:aš )?nepriim\w*
        viskas (?:gerai|tinka) (?:ir )?su
        (?:mums )?(?:tinka|užtenka|pakanka) (?:to|tas|tai|ir)\b
        paskambinkit\w* (?:kit|po|vėl|rud|vasar|pavasar)\w*
        svarbesni\w+
        (?:reik|turė)\w* (?:su)?derin\w*
        kol kas (?:\w+ )?ne
        per (?:brang|sudeting|ilg)\w*
        reik(?:ia|ės) pagalvo\w*
    """)
    + ")"
)
YES = re.compile(
    r"^(?:yes|yeah|sure|of course|absolutely|ok(?:ay)?|taip|gerai)\b(?!.*\bbut\b)|\b(?:"
    + _any(r"""
        no problem
        not a problem
        don't worry
        no worries
        without (?:a )?doubt
        no doubt
        would(?:n't| not) mind
        can(?:'t| not) wait
        can(?:'t|not) (?:agree|thank)
        why not
        won't (?:be a problem|hurt)
    """)
    + ")"
)
OPENS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|oh|now|then|hi|hello|yes|no|great|sure|also|just|um|uh|o|tai|bet|na)[, ]+)*(?:"
    + _any(r"""
        what
        who
        whom
        whose
        which
        when
        where
        why
        how
        (?:do|does|did|can|could|would|will|should|may|might)(?:n't)? (?:you|your|i|we|they|it|he|she|there)\b
        (?:do|does|did|can|could|would|will|should)(?:n't)? (?:this|that|these|those|the|any|anyone|people|some|my|our|their)\b
        (?:is|are|was|were|have|has|had|am)(?:n't)? (?:you|your|i|we|they|it|he|she|there)\b
        (?:is|are|was|were|have|has|had)(?:n't)? (?:this|that|these|those|the|any|anyone|people|some|my|our|their)\b
        any (?:idea|chance|thoughts)
        ar\b
        k(?:as|ą)\b
        kaip\b
        kiek\b
        kada\b
        kod[eė]l\b
        kur\b
        kok\w+
    """)
    + ")"
)
TOLD = re.compile(
    r"^(?:what (?:a|an)\b"
    r"|how (?:nice|great|sad|awful|wonderful|terrible|cool|sweet|true|generous|kind)\b"
    r"|(?:when|where|which|what|whenever|whatever) (?:i|we|they|you|he|she|it|the|my|our)\b.*[.!]$)"
)
COURTESY = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|day|evening|afternoon)|i'?m (?:good|fine|great|well|doing)|fine|good|great"
    r"|sup|well|thanks?|thank you|and|so)\b[^?]{0,40})?(?:"
    + _any(r"""
        how (?:are|is|have|was) (?:you|it|things|your (?:day|morning|evening|night|week))
        how'?s (?:it|your|everything|life)
        what'?s up
        and (?:you|yourself)
        how about (?:you|yourself)
        what about you
        are you there
        kaip sekasi
        kaip laikot
    """)
    + r")[^?]{0,30}\?*\W*$"
)
