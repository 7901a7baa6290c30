"""Words that mean the same to who asks a company something: without the model of meaning, "What do you charge?" finds
the article on the price by them. One thing a line; a star ends a stem, a dash joins two words. Pure.

They are the common words of customers in any trade, in English; a trade's own words stand in its own articles. A table
for Lithuanian gained nothing on lists that were held out: there runs of letters join the forms of a word already.
"""

import re
from functools import lru_cache

from leadwright.knowledge.words import folded, words

_THINGS = """
price prices cost costs charge charges charged fee fees rate rates tariff expensive cheap how-much quote
pay paid payment payments paying invoice bill billed billing card transfer
instalment* installment* monthly rates spread credit financing finance
refund* reimburs* money-back give-back returned
discount* reduction reduced cheaper rebate voucher coupon pay-less
buy purchase order ordering ordered get obtain
cancel* terminat* quit leave leaves leaving end ending withdraw unsubscribe stop
change changes switch swap replace replaced exchange modify alter correct
begin begins start starts starting started first commence
open opens opening hours saturday sunday weekend weekends close closes closed late early
when day date time schedule
how-long last lasts lasting duration takes days weeks months until
how-often interval frequency times every regularly
where address location located situated find
who whom person contact responsible role access allowed
phone telephone call ring reach contact hotline number
child children kid kids son daughter age young youngest baby babies
old older senior seniors pensioner* retired grandmother grandfather
student students pupil* school university
car cars vehicle park parking
home house flat apartment
ill sick illness sickness disease doctor
holiday holidays vacation vacations absence leave
employee* staff worker* colleague* team personnel
salary salaries wage wages payroll payslip
install* mount mounted mounting fit fitted fitting set-up setup put-up
remove removed removal delete deleted deleting erase take-off get-rid
add added adding another additional extra further new more
broken breaks broke defect* damage* faulty fail* out-of-order crack*
repair* fix fixed mend service serviced maintenance
guarantee* warrant* liable
deliver* ship shipped shipping shipment dispatch send sent arrive arrives
return returns returning send-back bring-back
book books booking reserve* reservation* appointment* slot
register* sign-up enrol* join joining account
password login log-in sign-in forgotten forgot
data privacy personal gdpr record records
export download* extract file files
import upload* transfer
connect* integrat* link api interface
safe secure security protect* encrypted
size large big small area space room capacity
group groups class classes participants people
lesson lessons course courses training learn teach
certificate* diploma proof document paper confirmation
insur* cover covers covered coverage
rent rental hire lease borrow loan
test trial try free-of-charge sample
power electricity energy current outage cut
help support assistance advice question
language languages english german speak
animal* pet pets dog dogs cat cats
food eat eating meal breakfast drink
online internet web remote video home-office
wheelchair disabled accessible accessibility lift stairs
late delay* overdue wait waiting
lost lose stolen missing
limit maximum minimum most least
remaining left balance rest
accountant accounting bookkeep* tax taxes
see view look check show status track
winter cold frost summer heat hot
storage store stored keep kept
"""
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, list[str]], list[tuple[str, str]], dict[str, str]]:
    """Whole words, stems and pairs of words, each with the sign of the thing that it means."""
    whole: dict[str, list[str]] = {}
    stems: list[tuple[str, str]] = []
    pairs: dict[str, str] = {}
    for number, line in enumerate(_THINGS.strip().splitlines()):
        sign = "".join(chr(0xE000 + 4 * number + at) for at in range(4))  # letters of no alphabet: it is like no word
        for word in line.split():
            if word.endswith("*"):
                stems.append((word[:-1], sign))
            elif "-" in word:
                pairs[word.replace("-", " ")] = sign
            else:
                whole.setdefault(word, []).append(sign)
    return whole, stems, pairs


@lru_cache(maxsize=100_000)
def things(word: str) -> tuple[str, ...]:
    """The signs of what a folded word may mean; none for most."""
    whole, stems, _pairs = _table()
    return (*whole.get(word, ()), *(sign for stem, sign in stems if word.startswith(stem)))


def meant(text: str) -> list[str]:
    """The words that carry meaning, and after them the signs of what they mean, each once."""
    every = _WORD.findall(folded(text))
    pairs = _table()[2]
    found = [sign for word in every for sign in things(word)]
    found += [pairs[two] for two in (" ".join(pair) for pair in zip(every, every[1:], strict=False)) if two in pairs]
    return [*words(text), *dict.fromkeys(found)]
