SMALL_WORDS = """o os a e de do da dos das que em no na nos nas um uma para por com não mais se ao à é está estão estou
somos são foi tem temos tenho ter seu sua nosso nossa nossos meu minha me lhe vos você vocês obrigado
obrigada bom dia boa tarde olá cumprimentos até já muito também pela pelo isto isso este esta mas ou
quando como qual quanto favor nosso estarei"""

OPT_OUT = (
    "último .. (?:email|mail|correio) .. (?:receb|vosso|de vocês)*",
    "poupe(?:m)?-me*",
    r"(?:remov|retir|elimin|apag|exclu|tir|cancel)\w* .. (?:me\b|meu\b|minha|meus|nosso|nossos|lista|dados|"
    r"e-?mail|base\b|subscri|inscri|contacto|contato)*",
    "(?:removam-me|remova-me|retirem-me|retire-me|tirem-me|eliminem-me)*",
    "descadastr*",
    "desinscre*",
    "cancelar .. (?:subscri|inscri|assinatura)*",
    "anular .. subscri*",
    r"não [^.,;!?\n]{0,25}?\b(?:quer|desej|pretend|autoriz|queremos|gostari)\w* .. (?:receb|mais\b|ser\b|"
    r"e-?mails|mensagens|o\b|uso\b|contact|contat|publicid)*",
    r"não [^.,;!?\n]{0,25}?\b(?:envi|escrev|mand|contact|contat|incomod|ligu)\w* .. (?:mais\b|me\b|nos\b|nunca|"
    r"novamente|e-?mails|nada\b)*",
    "não (?:me|nos) (?:envi|escrev|mand|contact|contat|incomod|ligu)*",
    "(?:deixem|deixe|parem|pare|cessem) (?:de|com) .. (?:envi|escrev|mand|contact|isto|isso|e-?mails|spam|"
    "incomod)*",
    "oponho*",
    "opomo*",
    "não autori*",
    r"nunca [^.,;!?\n]{0,25}?\b(?:autoriz|consent|dei\b|pedi|subscrev|inscrev)*",
    "(?:é|isto é) spam",
    "spam",
    "sem .. consentimento",
    "retiro .. consentimento",
    "direito .. (?:oposição|apagamento|esquecimento)",
    "chega de*",
    r"(?:sair|saia|sairmos) .. (?:lista|base\b|mailing)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop",
    "sair",
    "parar",
    "cancelar",
    "remover",
    "descadastrar",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:caixa|pasta|na|no) .. spam",
    "de baixa",
)  # fmt: skip

AWAY = (
    "(?:ausente|ausência|férias|licença|baixa médica|atestado)",
    "(?:de|em) (?:férias|licença|baixa|viagem|formação)",
    "fora (?:do|da) (?:escritório|empresa|cidade)",
    "(?:volto|voltarei|voltamos|regresso|regressarei|retorno|retornarei|de volta|de regresso|reabre|reabrimos)",
    r"(?:encerrad|fechad)\w*",
    "numa? (?:feira|formação|conferência|reunião)",
    "(?:doença|doente)",
    "(?:novamente|de novo) .. (?:disponível|contactável)*",
    "(?:na|durante a) minha ausência",
    "acesso limitado",
    "resposta automática",
    "indisponível",
    "de volta*",
)  # fmt: skip

BACK = (
    "volt*",
    "regress*",
    "retorn*",
    "reabr*",
    "a partir",
    "a partir de",
    "disponível",
    "de volta em",
    "responder*",
)  # fmt: skip

UNTIL = (
    "até",
    "a",
    "ate",
)  # fmt: skip

INCLUSIVE = (
    "inclusive",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "resposta automática",
    "fora do escritório",
    "ausência temporária",
)  # fmt: skip

AWAY_SUBJECT = (
    "ausen*",
    "férias",
    "fora do escritório",
)  # fmt: skip

URGENT = (
    "urgên*",
    "urgent*",
)  # fmt: skip

MACHINE = (
    "(?:resposta|mensagem|e-?mail) automátic*",
    "recebemos .. (?:mensagem|pedido|e-?mail)*",
    "não responda*",
)  # fmt: skip

LEFT = (
    "não trabalha mais",
    "já não trabalha",
    "deixou a empresa",
)  # fmt: skip
