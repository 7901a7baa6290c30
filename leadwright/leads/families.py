"""Family names, and looks of family names, by which a name tells in which order it is written. Pure."""

import re

JAPANESE_FAMILIES = tuple(
    re.findall(
        r"\S+",
        """
        佐々木 長谷川 佐藤 鈴木 高橋 田中 渡辺 渡邊 伊藤 山本 中村 小林 加藤 吉田 山田 山口 松本 井上 木村
        斎藤 齋藤 清水 山崎 阿部 池田 橋本 石川 山下 小川 石井 後藤 岡田 近藤 前田 藤田 遠藤 青木 坂本
        村上 太田 金子 藤井 福田 西村 三浦 竹内 中川 岡本 松田 原田 中野 小野 田村 藤原 中島 上田 石田
        和田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井
    """,
    )
)
VIETNAMESE_FAMILIES = frozenset(
    ["nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương"]
)
# Whoever bears two of them bears the father's and the mother's; -ez is one too.
SPANISH_FAMILIES = frozenset(
    re.findall(
        r"\S+",
        """
        garcia gonzales lopez perez ruiz diaz moreno munoz alonso romero navarro torres dominguez vazquez ramos gil
        serrano blanco molina morales ortega delgado castro ortiz rubio marin sanz iglesias nunez medina garrido cortes
        castillo santos lozano guerrero cano prieto mendez cruz calvo gallego vidal leon herrera marquez pena flores
        cabrera campos vega fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero lorenzo montero
        hidalgo gimenez ibanez ferrer duran santiago benitez mora vicente vargas arias carmona crespo roman pastor soto
        saez velasco soler moya esteban parra bravo gallardo rojas silva mendoza rivera salazar guzman contreras
        """,
    )
)
HUNGARIAN_FAMILIES = frozenset(
    re.findall(
        r"\S+",
        """
        nagy kovács tóth szabó horváth varga kiss molnár németh farkas balogh papp takács juhász lakatos mészáros oláh
        rácz fekete szilágyi török fehér gál kis szűcs kocsis pintér fodor szalai sipos magyar lukács
        """,
    )
)
LITHUANIAN_FAMILY = re.compile(
    r".+(ienė|[aeou]uskas|[ai]nskas|auskas|evičius|avičius|aitis|aitė|iūtė|ūtė|ūnas|[^aeiouyėū]ytė|\w{3}utė)"
)
LITHUANIAN_GIVEN = frozenset(  # given names that end as family names do
    [
        "birutė",
        "danutė",
        "onutė",
        "liutė",
        "rytė",
        "gytė",
        "vytė",
        "šarūnas",
        "ramūnas",
        "arūnas",
        "zigmūnas",
        "perkūnas",
        "vytūnas",
        "margarytė",
    ]
)
# Korean and Chinese families as they are written in Latin letters, in front of a given name of two syllables.
FAMILY_BEFORE_HYPHEN = re.compile(
    "kim|lee|yi|park|pak|choi|choe|jung|chung|jeong|kang|cho|jo|yoon|yun|jang|chang|lim|im|han|oh|seo|suh|shin|kwon|hwang|"
    "ahn|song|hong|yoo|yu|moon|wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|lin|luo|gao|tang|tsai|"
    "cheng|hsu|hsieh|chiu|liao|lai|ho|chan|wong|ng|leung|cheung|lau|kwok|tsang|yeung"
)
PINYIN_FAMILY = re.compile(
    "wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|zhu|guo|he|lin|luo|gao|tang|zheng|xie|deng|feng|cao|peng|zeng"
)
SYLLABLE = "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
SYLLABLE += "(?:i?ang?|i?ong|u?ang?|[ui]?eng?|ing?|ung?|i?ao|u?ai|u?ei|[ui]?[aeo]|ou|iu|ui|[iu])"
PINYIN_GIVEN = re.compile(f"(?=.{{5}}){SYLLABLE}{SYLLABLE}")
SLAVIC_PATRONYMIC = re.compile(r"\w+(?:івна|ївна|йович|авіч|евіч|аўна|еўна)", re.IGNORECASE)
