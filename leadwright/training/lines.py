"""What the invented people of practised talks say, in each language in which a talk can be practised. Pure tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """`titles` say who decides; `needs` hold what hurts, what stands in the way and what it costs; `concerns` what is
    brought up against us; `openings` go by temper; `says` are the turns of a talk by what they answer."""

    names: tuple[str, ...]
    companies: tuple[str, ...]
    trades: tuple[str, ...]
    titles: dict[str, str]
    needs: dict[str, tuple[str, str, str]]
    concerns: dict[str, str]
    money: str
    when: tuple[str, str, str]
    openings: dict[str, str]
    says: dict[str, str]


ENGLISH = Lines(
    names=("Ieva Ozola", "Marek Dahl", "Katrin Tamm", "Jonas Keane", "Asta Lund", "Henrik Brandt", "Liis Moore"),
    companies=("Northfield Foods", "Birchway Foods", "Harbour Foods", "Oldstone Foods", "Meadow Foods"),
    trades=("dairy", "frozen food", "fresh produce", "fish", "pharmacy wholesale", "catering"),
    titles={
        "Head of quality": "I recommend, and our managing director signs",
        "Logistics director": "I decide that myself up to ten thousand a year",
        "Fleet manager": "our director of logistics decides, I only say what works",
        "Managing director": "I decide, after our accountant has seen the figures",
    },
    needs={
        "paper": (
            "Our drivers still write the temperatures on paper.",
            "Nobody has the time to type it in, so we never see where it goes wrong.",
            "A clerk spends two days a month on it, and last year we lost a load for which we had no sheet.",
        ),
        "claims": (
            "Customers refuse loads, and we cannot show what the temperature was on the way.",
            "Our loggers are read out only when the lorry is back, which is too late.",
            "That was four loads this year, some nine thousand euros.",
        ),
        "audit": (
            "An auditor wants the record of every load from next year on.",
            "We keep records, but of the cold room and not of each load.",
            "If we fail we lose our largest customer, which is a third of what we sell.",
        ),
        "blind": (
            "We hear of a broken cooler when the goods are warm.",
            "The alarm rings in the cab, and the driver is outside unloading.",
            "It happens every other month, and each time it is half a load.",
        ),
    },
    concerns={
        "price": "That sounds expensive for a company of our size.",
        "vendor": "We have loggers from another supplier already. Why should we change?",
        "drivers": "We tried something like this before, and the drivers did not use it.",
        "time": "This is a bad time, we are in the middle of the season.",
    },
    money="We could spend some {money} euros on this in a year.",
    when=("It should run before the summer.", "By the end of the year.", "Within three months."),
    openings={
        "brisk": "{name}. I have five minutes, what is it about?",
        "guarded": "Yes, {name} here. Do we know each other?",
        "warm": "Hello, this is {name}. What can I do for you?",
    },
    says={
        "called": "I have to stop here, I am being called.",
        "lost": "I am sorry, this is not for us. I have to go. Goodbye.",
        "go on": "Go on.",
        "listening": "I am listening.",
        "size": "We run {vehicles} vehicles, in {trade}.",
        "so what": "I see. And what would that change for us?",
        "too early": "You do not know yet what we need, do you?",
        "settled": "Fair enough.",
        "half settled": "All right.",
        "passed over": "You did not answer me.",
        "agreed": "Yes, that suits me. Please send me an invitation.",
        "no meeting": "No, I do not see why we should meet. Goodbye.",
        "why meet": "Why should we meet? You have not asked what we need.",
        "not yet": "Not so fast.",
    },
)
LITHUANIAN = Lines(
    names=("Ieva Ozola", "Mantas Girulis", "Rasa Pieva", "Jonas Kranas", "Asta Liepa", "Darius Molas", "Lina Uosė"),
    companies=("Šiaurės laukai", "Beržų kelias", "Uosto maistas", "Senasis akmuo", "Pievų maistas"),
    trades=("pieno produktai", "šaldytas maistas", "vaisiai ir daržovės", "žuvis", "vaistų didmena", "maitinimas"),
    titles={
        "Kokybės vadovė": "aš rekomenduoju, o pasirašo mūsų direktorius",
        "Logistikos direktorius": "iki dešimties tūkstančių per metus sprendžiu pats",
        "Transporto vadovas": "sprendžia mūsų logistikos direktorius, aš tik pasakau, kas veikia",
        "Generalinis direktorius": "sprendžiu aš, kai skaičius pamato buhalterė",
    },
    needs={
        "paper": (
            "Mūsų vairuotojai temperatūrą vis dar rašo popieriuje.",
            "Niekas neturi laiko to suvesti, todėl nematome, kur kas negerai.",
            "Darbuotoja tam skiria dvi dienas per mėnesį, o pernai netekome krovinio, kurio lapo nebuvo.",
        ),
        "claims": (
            "Pirkėjai atsisako krovinių, o mes negalime parodyti, kokia temperatūra buvo kelyje.",
            "Mūsų jutikliai nuskaitomi tik vilkikui grįžus, o tada jau per vėlu.",
            "Šiemet tai buvo keturi kroviniai, apie devynis tūkstančius eurų.",
        ),
        "audit": (
            "Nuo kitų metų auditorius nori kiekvieno krovinio įrašo.",
            "Įrašus turime, bet šaldytuvo, o ne kiekvieno krovinio.",
            "Jei nepavyks, neteksime didžiausio pirkėjo, o tai trečdalis pardavimų.",
        ),
        "blind": (
            "Apie sugedusį šaldytuvą sužinome, kai prekės jau šiltos.",
            "Signalas skamba kabinoje, o vairuotojas lauke iškrauna.",
            "Taip nutinka kas antrą mėnesį, ir kaskart tai pusė krovinio.",
        ),
    },
    concerns={
        "price": "Tokio dydžio įmonei tai skamba brangiai.",
        "vendor": "Jau turime kito tiekėjo jutiklius. Kodėl turėtume keisti?",
        "drivers": "Kažką panašaus jau bandėme, vairuotojai tuo nesinaudojo.",
        "time": "Dabar netinkamas metas, pats sezono vidurys.",
    },
    money="Tam per metus galėtume skirti apie {money} eurų.",
    when=("Turėtų veikti iki vasaros.", "Iki metų pabaigos.", "Per tris mėnesius."),
    openings={
        "brisk": "{name}. Turiu penkias minutes, apie ką kalba?",
        "guarded": "Taip, čia {name}. Ar mes pažįstami?",
        "warm": "Laba diena, čia {name}. Kuo galiu padėti?",
    },
    says={
        "called": "Turiu baigti, mane kviečia.",
        "lost": "Atleiskite, tai ne mums. Turiu eiti. Viso gero.",
        "go on": "Kalbėkite toliau.",
        "listening": "Klausau jūsų.",
        "size": "Turime {vehicles} automobilius, mūsų sritis: {trade}.",
        "so what": "Aišku. O kas mums nuo to pasikeistų?",
        "too early": "Jūs juk dar nežinote, ko mums reikia?",
        "settled": "Sutinku.",
        "half settled": "Na gerai.",
        "passed over": "Jūs man neatsakėte.",
        "agreed": "Taip, man tinka. Atsiųskite kvietimą.",
        "no meeting": "Ne, nematau, kam mums susitikti. Viso gero.",
        "why meet": "Kam mums susitikti? Nepaklausėte, ko mums reikia.",
        "not yet": "Neskubėkite.",
    },
)
LINES = {"en": ENGLISH, "lt": LITHUANIAN}
