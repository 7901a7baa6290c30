SMALL_WORDS = """et le la les nous est sont vous votre vos pour pas avec que avons avez merci je mon ma sur dans à
au du des il elle si oui non être comment quoi qui quand où mais ou une un ce cette bonjour
cordialement ne en y s'il plaît"""

OPT_OUT = (
    "dernier .. (?:mail|message|courriel) .. (?:recois|reçois|vous|tolère)*",
    "(?:épargnez|epargnez)-(?:moi|nous)*",
    "désinscri*", "désabonn*",
    "(?:retire|supprime|enlève|efface|radie|raye)[rz] .. (?:moi|nous|mon|mes|notre|de votre|liste|adresse|"
    "données|base|coordonnées)*",
    "(?:retirez|supprimez|enlevez|effacez)-(?:moi|nous)", "me (?:retirer|supprimer|désinscrire|désabonner|rayer)",
    "(?:ne|n'|plus) .. (?:plus|pas) .. (?:contacter|écrire|recevoir|envoyer|solliciter|être contacté|m'écri|"
    "mails?)*",
    "(?:cessez|arrêtez|stoppez) .. (?:de|ces|vos|les|votre|tout|m')*",
    "ne (?:m'|me |nous )(?:écrivez|contactez|envoyez|sollicitez|appelez) (?:plus|pas)",
    "ne plus (?:me|nous|recevoir|être)",
    "plus (?:de|aucun) (?:mails?|messages?|e-?mails?|courriels?|sollicitations?)",
    "(?:c'est|est|votre) .. (?:du )?spam", "laissez-(?:moi|nous) tranquille",
    "(?:m'oppose|opposition|droit à l'oubli|droit d'opposition)", "rgpd .. (?:supprim|effac|oppos)*",
    "foutez-moi la paix",
    r"(?:retire|enleve|supprime|efface|raye|desinscri|desabonn|radie)\w* .. (?:moi\b|nous\b|mon\b|ma\b|mes\b|"
    r"notre|nos\b|adresse|liste|donnees|coordonnees|mail)*",
    "(?:me|nous|de me|de nous) (?:retirer|enlever|supprimer|effacer|rayer|désinscrire|désabonner|radier)",
    "se (?:désinscrire|désabonner)",
    "désinscri*",
    "désabonn*",
    "désinscrip*",
    r"ne [^.,;!?\n]{0,25}?\b(?:souhait|veu|desir|voul)\w* .. (?:plus|pas|aucun) .. (?:recevoir|etre|vos\b|de\b|"
    r"messages|mails|contact)*",
    "(?:ne|de ne) (?:me |nous |m'|plus |pas |jamais )*(?:contact|ecri|envoy|sollicit|demarch|relanc|derang)*",
    r"(?:arrêt|cess|stopp)\w* .. (?:envo|ecri|contact|m'|de\b|ces\b|tout|vos\b|spam|mail|demarch)*",
    "(?:m'oppose|opposons|opposer|opposition)*",
    r"jamais [^.,;!?\n]{0,25}?\b(?:donne|consenti|accord|autoris|demand|inscri|sollicit)*",
    r"(?:sans|aucun) [^.,;!?\n]{0,25}?\b(?:mon|notre)? ?consentement",
    "spam",
    "plus (?:de|aucun|aucune) (?:mails?|e-?mails?|messages?|courriels?|publicités?|sollicitations?)",
    "laissez[- ](?:moi|nous) tranquille*",
    "droit .. (?:opposition|oubli|effacement)",
    r"retir\w* .. consentement",
    "rgpd .. (?:supprim|effac|oppos)*",
    r"(?:sortir|sortez) .. (?:liste|base\b|fichier)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "stop", "désinscription", "désabonnement", "arrêtez", "désinscrire",
    "stop",
    "desinscription",
    "se désinscrire",
    "me désinscrire",
    "désabonnement",
    "désinscrire",
    "arrêt",
)  # fmt: skip

NOT_OPT_OUT = (
    "ne .. pas .. (?:désinscri|désabonn)*", "(?:dans|courrier) .. spam*",
    "(?:dans|en) (?:les |mes |le |mon )?(?:spams?|indésirables)",
    "dossier spam",
)  # fmt: skip

MEETING = (
    "(?:pouvons|pourrions|pourriez|pouvez|on peut|volontiers|souhaite|aimerais|voudrais|proposer|prendre|"
    "fixer|caler|organiser|convenir) .. (?:rencontrer|parler|échanger|discuter|rendez-vous|rdv|appel|réunion|"
    "démo|visio|créneau|entretien|téléphon)*",
    "(?:lundi|mardi|mercredi|jeudi|vendredi|demain|semaine prochaine) .. (?:me convient|nous convient|"
    "convient|conviendrait|irait|c'est bon|possible|disponible|ok)*",
    "(?:disponible|libre|dispo) .. (?:lundi|mardi|mercredi|jeudi|vendredi|demain|semaine|à|h)*",
    "appelez-(?:moi|nous)", "rappelez-moi", "quelles sont vos disponibilités",
    "quand (?:êtes-vous|seriez-vous|pouvons|pourrions)", "me convient", "nous convient",
)  # fmt: skip

NOT_MEETING = (
    "(?:pas|aucun|sans) .. (?:rendez-vous|rdv|réunion|appel|besoin d'échanger)*",
)  # fmt: skip

INTERESTED = (
    "(?:suis|sommes|serais|serions|très|est) (?:très |bien )?intéress(?:é|ée|és|és?|ant|ante)s?",
    "(?:nous|m'|me) ?intéresse*",
    "(?:envoyez|transmettez|pouvez-vous|merci de|faites) .. (?:envoyer|documentation|informations?|brochure|"
    "devis|offre|proposition|tarifs?|plus|parvenir|détails)*",
    "plus d'(?:informations?|infos?)", "en savoir plus", "volontiers",
    "ça (?:a l'air|semble) (?:bien|intéressant|bon)", "oui,? (?:volontiers|avec plaisir|merci|pourquoi pas)",
    "pourquoi pas",
)  # fmt: skip

QUESTION = (
    "(?:comment|combien|quel|quelle|quels|quelles|quand|où|pourquoi|qui|est-ce|que|peut-on|avez-vous|"
    r"pouvez-vous|proposez-vous|y a-t-il|faut-il|fonctionne) .. \?",
    "(?:une|ma|petite) question", "pourriez-vous (?:préciser|expliquer|confirmer)",
    "quel est le (?:prix|tarif|coût)",
)  # fmt: skip

OBJECTION = (
    "trop (?:cher|chère|coûteux|compliqué|complexe)", "(?:pas|plus|aucun) (?:de |le )?budget",
    "(?:avons|utilisons|travaillons|disposons|sommes) .. (?:déjà|prestataire|fournisseur|solution|satisfaits?)*",
    "déjà (?:un|une|équipés?|en place|un contrat|notre|ce qu'il)*", "satisfaits?",
    "(?:ne vois|voyons) pas l'(?:intérêt|utilité)", "moins cher", "mauvaise expérience",
)  # fmt: skip

NOT_NOW = (
    "pas (?:maintenant|pour (?:le moment|l'instant)|actuellement|à l'ordre du jour|une priorité|le bon "
    "moment|cette année|en ce moment|dans l'immédiat)",
    "(?:pour l'instant|pour le moment|actuellement|en ce moment) .. (?:pas|non|aucun|autre)*",
    "(?:l'année|le trimestre|le mois|la rentrée) (?:prochaine?|suivant)*",
    "(?:en|à partir de|après|d'ici|courant) (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|"
    r"octobre|novembre|décembre|20\d\d|l'été|la rentrée)",
    r"dans (?:quelques|deux|trois|six|\d+) (?:mois|semaines)", "trop tôt", "plus tard",
    "(?:recontacte|relance|revene|rappele)[rz] .. (?:en|dans|plus tard|après|l'année|à)*", "pas le temps",
    "débordé*", "budget .. (?:gelé|clos|bouclé|épuisé)*",
)  # fmt: skip

REFERRAL = (
    "(?:ne suis|n'est|suis) pas (?:la bonne|le bon|la personne|l'interlocut|concerné|responsable|en charge|"
    "décisionnaire)*",
    "(?:mauvaise personne|mauvais interlocuteur|bon interlocuteur|bonne personne)",
    r"(?:adressez|contactez|écrivez|voyez|tournez)(?:-vous)? .. (?:mon|ma|notre|à|avec|m\.|mme|monsieur|"
    "madame|collègue|directeur|service)*",
    "(?:responsable|en charge|s'occupe|gère) .. (?:est|de ces|de ce|c'est|sujet|achats?|qualité|logistique)*",
    "(?:transmets|transfère|transféré|fait suivre|transmis|mets en copie)", "mon collègue", "ma collègue",
)  # fmt: skip

NOT_INTERESTED = (
    "(?:pas|plus|aucunement) (?:intéress|d'intérêt|besoin|concerné|de besoin)*", "(?:n'avons|n'ai|aucun) .. besoin",
    "non,? merci", "merci,? (?:mais )?(?:non|pas|nous n)", "sans (?:intérêt|façon)",
    "ne (?:nous|m') ?(?:intéresse|convient|correspond) pas",
    "ne (?:souhaitons|souhaite|désirons) pas (?:donner suite|poursuivre|en savoir)", "pas donner suite", "déclin*",
)  # fmt: skip

NO_ALONE = (
    "non", "non merci", "pas intéressé", "sans intérêt", "pas besoin",
)  # fmt: skip

YES_ALONE = (
    "oui", "volontiers", "d'accord", "oui merci", "avec plaisir", "intéressé",
)  # fmt: skip

AWAY = (
    "(?:accès limité|accès restreint) .. (?:messagerie|mail|courriel)*",
    "(?:congé|congés) (?:maternité|paternité|parental|maladie|payés)*",
    "(?:seront|sera|sont|est) ferm(?:é|ée|és|ées)",
    "(?:absente?s?|absence)", "en (?:congés?|vacances|déplacement|arrêt|formation)", "hors (?:du )?bureau",
    "(?:de retour|serai de retour|mon retour|à mon retour|reviens|reprendrai)",
    "pas (?:au bureau|disponible|joignable)", "(?:n'ai|n'aurai|aurai|accès) .. (?:accès|limité|messagerie)*",
    "congé (?:maternité|parental|paternité|annuel)", "bureaux? .. fermés?", "actuellement (?:absent|en)",
    "(?:absent|absente|absents|absence)",
    "(?:en|de) (?:congé|congés|vacances|déplacement|formation|séminaire|arrêt|réunion|mission)",
    "congé (?:maternité|paternité|parental|maladie|annuel|sabbatique)*",
    r"(?:retour|rentr|reviendr|revien|reprend|reprise)\w* .. (?:le\b|au\b|lundi|mardi|mercredi|jeudi|vendredi|"
    r"bureau|demain|\d\b)*",
    "de retour",
    "arrêt (?:maladie|de travail)",
    "souffrant*",
    "(?:malade|maladie)",
    "(?:fermé|fermée|fermés|fermeture|rouvr|réouvert)*",
    "(?:pas|plus|limité) .. (?:consult|acces|messagerie|relev)*",
    "(?:intérim|prend le relais|me remplace|en mon absence|pendant mon absence)*",
    "(?:à nouveau|de nouveau) .. (?:joignable|disponible|présent)*",
    r"ne .. répond\w* .. (?:courriels|mails|messages)",
    "indisponible*",
    "de nouveau .. (?:bureau|joignable|disponible)*",
)  # fmt: skip

BACK = (
    "de retour", "retour", "reviens", "à partir du", "dès le", "reprendrai", "le retour",
    "retour",
    "reviens",
    "reviendrai",
    "reprends",
    "rouvr*",
    "réouverture",
    "à partir du",
    "dès",
    "le",
    "rentre",
    "reprise",
    "de nouveau",
    "joignable",
)  # fmt: skip

UNTIL = (
    "jusqu'au", "jusqu'à", "au", "jusqu'en", "-",
    "jusqu'au",
    "jusqu'à",
    "au",
)  # fmt: skip

INCLUSIVE = (
    "inclus", "inclusivement", "compris",
    "inclus",
    "inclusivement",
    "compris",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "réponse automatique", "réponse auto", "message automatique", "accusé de réception",
    "réponse automatique",
    "message automatique",
    "absence*",
)  # fmt: skip

AWAY_SUBJECT = (
    "absence*", "absent*", "en congés?", "hors du bureau", "vacances", "message d'absence",
    "absen*",
    "congé*",
)  # fmt: skip

LEFT = (
    "(?:ne|n') (?:travaille|fait|est|suis) plus (?:partie|chez|dans|pour|en poste|salarié|au sein)*",
    "a quitté (?:la société|l'entreprise|notre|le groupe|ses fonctions)*",
    "n'est plus .. (?:société|entreprise|adresse|active)*",
    "ne travaille plus",
    "a quitté .. (?:société|entreprise|fonctions)",
    "ne fait plus partie",
)  # fmt: skip

NEXT_STEP = (
    "prochaines? étapes?", "(?:pouvez|pourriez)-vous .. (?:envoyer|transmettre|faire parvenir)*",
)  # fmt: skip

URGENT = (
    "urgen*",
)  # fmt: skip

MACHINE = (
    "message automatique",
    "(?:bien|avons) reçu votre (?:message|demande|mail|courriel)",
    "ne pas (?:y )?répondre",
    "(?:répondre|répondrons) .. meilleurs délais",
)  # fmt: skip
