"""What a list says about whether mail to an address arrives, whatever its provider calls it. Pure."""

import re
from collections.abc import Mapping

# Columns as exports of providers and of checkers of addresses name them, in lower case, words joined by "_".
COLUMNS = frozenset(
    {
        *("email_status", "email_verification", "email_verification_status", "verification_status"),
        *("email_validity", "email_confidence_status", "email_verified", "email_quality", "email_check"),
        *("el_pasto_busena", "el_pastas_patikrintas"),
    }
)
ARRIVES = frozenset(
    {"verified", "valid", "deliverable", "ok", "safe", "safe_to_send", "good", "true", "yes", "taip", "1"}
)
COMES_BACK = frozenset(
    {"invalid", "undeliverable", "bounced", "bad", "rejected", "do_not_mail", "does_not_exist", "disabled", "spamtrap"}
)


def said_of_the_address(columns: Mapping[str, object]) -> bool | None:
    """True: the list says that mail arrives. False: that it does not. None: nothing, or that nobody can say (catch-all,
    guessed, risky)."""
    for name, value in columns.items():
        if plain(name) in COLUMNS:
            said = plain(value)
            if said in ARRIVES:
                return True
            if said in COMES_BACK:
                return False
    return None


def plain(value: object) -> str:
    return re.sub(r"[^0-9a-ząčęėįšųūž]+", "_", str(value).lower().replace("ė", "e").replace("š", "s")).strip("_")
