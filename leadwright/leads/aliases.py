"""Pet names and the given names they stand for: Bill is William. Pure."""

import re

GROUPS = """
william bill billy will willie liam · robert bob bobby rob robbie bert · richard dick rick ricky rich · james jim
jimmy jamie · john jack johnny jon · jonathan jon johnny nathan · joseph joe joey · thomas tom tommy · michael mike
mick mickey mikey · matthew matt · andrew andy drew · anthony tony · edward ed eddie ted ned teddy · charles charlie
chuck chas · christopher chris kit · daniel dan danny · david dave davy · donald don donnie · gerald gerry jerry ·
gregory greg · henry harry hank hal · kenneth ken kenny · lawrence larry laurie · leonard len lenny leo · nicholas
nick nicky · patrick pat paddy · peter pete · philip phil pip · raymond ray · ronald ron ronnie · samuel sam sammy ·
stephen steve steven · timothy tim · vincent vince vinny · walter walt wally · zachary zach zack · benjamin ben
benny · alexander alex sandy lex sasha aleksandr aleksander · alfred alf fred freddie · frederick fred freddie fritz
· francis frank frankie · geoffrey geoff jeff jeffrey · joshua josh · theodore ted theo teddy · elizabeth liz beth
betty eliza lizzie libby bess elisabeth · margaret maggie meg peggy madge greta · katherine kate katie kathy kath
kitty catherine cathy kathryn kat · jennifer jen jenny · jessica jess jessie · rebecca becky becca · susan sue susie
suzanne · patricia pat patty trish tricia · barbara barb babs · deborah deb debbie debra · dorothy dot dottie dolly
· judith judy jude · victoria vicky vicki tori · samantha sam sammy · alexandra alex sandra sasha sandy · christine
chris chrissy tina christina · pamela pam · sandra sandy · theresa terry tess teresa · amanda mandy · abigail abby
gail · charlotte lottie charlie · caroline carrie carol · eleanor ellie nell nora · isabella bella izzy isabel ·
josephine jo josie · kimberly kim · cynthia cindy · virginia ginny · aleksandras aleksas sasas · kestutis kestas ·
gintautas gintas · vytautas vytas · edmundas edas · edvardas edas edis · algimantas algis · algirdas algis ·
gediminas gedas · mykolas mikas · povilas paulius · juozas juozapas juzas · romualdas romas · raimondas raimis ·
rimantas rimas · tadeusas tadas · zygimantas zygis · ausra ausryte · elzbieta ele · magdalena magde · marija maryte
· ona onute · katerina kotryna katrina · aleksandra ola ale · johannes hans johann jan · wilhelm willi · friedrich
fritz · heinrich heinz heiner · maximilian max · sebastian basti · elisabeth lisa elise · margarete grete gretchen ·
jacob jakob jake jokubas · jan janek jasiu · malgorzata gosia · katarzyna kasia · jozef jozek · yevgeny eugene
evgeny evgenij · dmitry dmitri dima dmitrij · sergey sergei sergej · nikolai nikolay kolya · tatiana tanya ·
anastasia nastya · maria masha marie mary · ekaterina katya · vladimir vova volodymyr · mikhail misha · ivan vanya
"""
OF_NAME: dict[str, set[int]] = {}
for _number, _group in enumerate(GROUPS.split("·")):
    for _name in _group.split():
        OF_NAME.setdefault(_name, set()).add(_number)


def same_given_name(one: str, other: str) -> bool:
    """Two folded given names that may be one person's."""
    first, second = (re.split(r"[\s.\-]", name, maxsplit=1)[0] for name in (one, other))
    return bool(OF_NAME.get(first, set()) & OF_NAME.get(second, set()))


GIVEN = frozenset(
    re.findall(
        r"\S+",
        """
        adam agne agnieszka ahmed aiden aisha aivars aldona alessandro alexey ali amit amy ana anders andrea
        andres andrey andris andrius angela anita anna antoine antonio archie arturas arvydas asta astrid audrius
        aurimas ausra austeja baiba bailey barbara bernd betty birgit birute bjorn brandon brenda brian brooke
        caitlin camille carlos carmen charlie chiara chloe claudia cooper dace dainius daiva danute darius dieter
        dmitry domas donatas donna dovile edita edvinas edward egidijus egle elena emilie emily emma eric erik
        ethan ewa fatima francesca francesco francisco francois frank gabija gary gediminas george georgia
        giedrius gintare giovanni giulia giuseppe goda greta hannah hans harry hassan hayley heather heike helen
        henrik henry
        ibrahim ieva ilze inese inga ingrid ingrida irena irina isabel isabella isabelle ivan jaan jack jackson
        jacob jakub janis jasmine javier jayden jean jessica joanna johan jolanta jonas jose joshua juha julia
        julien jurgen jurgita juris justin karen karin karolina katarzyna kati katrin kayla kevin kimberly klaus
        kristina kristine krzysztof kyle lachlan laima lars laura lea lena leo leonie liam liepa liga liis linas
        lisa logan loreta luca lucas lucia lukas madison magdalena mantas manuel marcin marco marek maria marie
        maris marius mark martynas mason matas mats matteo matti melissa mia michal michelle miguel mikko
        mindaugas mitchell mohammed monika nancy natalia nathalie nathan nerijus neringa nicolas nicole nijole
        nils noah olga oliver olivia omar oscar pablo paul paulius pawel per peteris petra pierre pilar piotr
        piret priit priya rahul raj ramunas ramune rasa rebecca regina renata riley rimantas robertas rokas
        rolandas ruta ruth ryan sabine sandra sara sarah sarunas saulius scott sergey sharon simona simonas sofia
        sophia sophie stefan steven susanne svetlana tadas tatiana taylor thomas tiina tomas tomasz toomas ugne
        adrian aleksandra alain alejandro alicia anca anneli aurelie bartosz beata beatriz benedikt benoit bernard boris
        branko cecile celine cezary christian christophe claire cornelia cristina dagmar damian daniela dariusz denis
        didier diego dirk dominik dorota eduardo elke elodie elzbieta enrique ernst eva eveline ewelina fabio fernando
        filip florian francoise gabor gabriel gerhard gisela gordana goran grazyna gunter guillaume hanna harald heiko
        heinz helmut holger hubert hugo ignacio ilse istvan iwona jacek jan jana jens joachim joanna joaquin jorge
        jozsef juan juliette kai katalin kazimierz kerstin kinga lajos laszlo leszek lorenzo lothar lubomir luis
        magnus malgorzata manfred margit mario marta martina mateusz maurizio miroslav monique nadine nikola norbert
        otto paola pascal patrik paulina pavel petr philippe radoslaw rafael ralf ramon raul reinhard renate ricardo
        roberto rolf sandor sergio siegfried silvia slawomir sofie stanislaw stefania sven sylvie sylwia szymon tadeusz
        thierry torsten traudl ulrich urszula valentina veronika vincent volker wiebke wieslaw wojciech yann yvonne
        zbigniew zdenek zofia zoltan zsolt
        ursula urte uwe vaida viktorija vilius vilma virginia virginijus wolfgang yusuf zachary zane zivile
        """,
    )
) | set(OF_NAME)


def is_given_name(word: str) -> bool:
    """A folded word that is often a given name."""
    return word in GIVEN
