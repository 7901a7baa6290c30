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
