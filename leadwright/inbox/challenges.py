"""A program between us and a person that keeps our mail back until its sender is confirmed. Pure."""

import re

__all__ = ["challenges"]

CHALLENGE = re.compile(
    r"(?:confirm|verify|prove|authenticate) .{0,60}(?:you are (?:a )?(?:human|real|not a)|your "
    r"(?:identity|message|e-?mail "
    r"(?:address )?(?:to|so|by|before)))|(?:to|before) (?:your|this) (?:message|e-?mail) (?:can|will) be delivered|"
    r"(?:sender|e-?mail) (?:verification|confirmation) (?:request|required|system)|(?:click|follow|reply).{0,80}"
    r"(?:so that|to have) (?:your|this) (?:message|e-?mail) .{0,10}delivered|approved senders?|"
    r"added to (?:my|the) (?:list of )?(?:approved|allowed|accepted|guest)|spamarrest|boxbe"
)
# In any language: what is to be done, who we are to be, and what becomes of the mail. A person never says all three.
CONFIRM = re.compile(
    r"\b(?:confirm|verif|bestatig|conferm|potwierd|bekraft|verifi|bevestig|patvirtin|подтверд|complete (?:this|the) )"
)
HUMAN = re.compile(
    r"\b(?:human|person\b|mensch|humain|robot|umano|humano|persona\b|pessoa\b|czlowiek|manniska|mens\b|zmogus|человек|"
    r"робот|one-time verification)"
)
KEPT_BACK = re.compile(
    r"\b(?:being held|is held|held until|delivered|zugestellt|zuruckgehalten|remis\b|en attente|entregad|reteni|"
    r"consegn|in attesa|dostarcz|wstrzyman|entregue|retida|levere|kvarhall|bezorgd|afgeleverd|vastgehouden|pristat|"
    r"sulaik|доставлен|задержан)"
)
LINK = re.compile(r"https?:|until you|bis sie|\bclick\b|\breply\b")


def challenges(folded: str) -> re.Match[str] | None:
    """The words by which a mail (folded) asks its sender to be confirmed first."""
    if hit := CHALLENGE.search(folded):
        return hit
    hit = CONFIRM.search(folded)
    return hit if hit and HUMAN.search(folded) and KEPT_BACK.search(folded) and LINK.search(folded) else None
