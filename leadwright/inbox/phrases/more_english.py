"""English beyond its first tables: opting out without a word of unsubscribing, being away without an office."""

OPT_OUT = (
    r"(?:lose|cross|scrub|purge|wipe|drop|forget|strike|unlist) (?:me|us|my|our|this (?:address|e-?mail|"
    r"inbox))\b(?! (?:an?\b|some|your|line))",
    "(?:last|final) (?:time )?(?:i|we) (?:hear|heard|see|saw|get|got) .. (?:from you|of you|your company|you)*",
    "(?:last|final) (?:mail|e-?mail|message|one) (?:i|we|you) (?:get|receive|send|want)*",
    r"(?:don't|do not|never) (?:put|add|include|enrol\w*|keep) (?:me|us|this (?:address|e-?mail)|our|my)*",
    r"(?:no|not have|without|never gave|haven't given|have not given|did not give|didn't give|nor) .. "
    r"(?:permission|consent|"
    r"authori[sz]ation) .. (?:use|contact|e-?mail|mail|write|send|market)*",
    r"there (?:not|to be no|won't be|must not|should not) .. (?:another|more|second|third|fourth|fifth|sixth|next)*",
    "(?:get|take|leave) (?:me|us) (?:off|out of) .. (?:it|this|list|sequence|campaign|database|radar)*",
    r"(?:sold|gave|passed) you .. (?:address|e-?mail|name|details|data|number)*",
    "not (?:a|your) (?:prospect|lead|target|customer)s? .. stop*",
    "stop (?:treating|considering|counting|targeting) (?:me|us)*",
    "leave (?:me|us|our|my|this) .. out of .. (?:outreach|list|campaign|mailing|sequence|communication|future)*",
    "spare (?:me|us) .. (?:mail|e-?mail|message|pitch|offer|sequence)*",
)

AWAY = (
    "(?:won't|will not|not|cannot|can't) (?:be )?(?:checking|reading|monitoring|looking at|check|read) (?:my |"
    "any )?(?:e-?mails?|mails?|messages|inbox)*",
    "(?:limited|patchy|intermittent|little or no) .. (?:access|signal|connection|connectivity|internet|wifi)*",
    "(?:off|home) (?:sick|ill)",
    "(?:maternity|paternity|parental|sick|compassionate|study|jury) (?:leave|duty)",
)
