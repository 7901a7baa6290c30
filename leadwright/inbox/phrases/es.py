SMALL_WORDS = """y el la los las nosotros es son usted su sus para no con que hemos tiene gracias por favor yo mi
en de al del si sí ser como cómo qué quién cuándo dónde pero o una un este esta hola saludos un me
nos le lo se más hasta"""

OPT_OUT = (
    "último .. (?:correo|mensaje|mail|email) .. (?:recib|ustedes|vosotros|suyo)*",
    "ahórre(?:nse|se|nme|me)*",
    "dar(?:me|nos)? de baja", "d[ée](?:n)?(?:me|nos) de baja", "darse de baja",
    "(?:elimin|borr|quit|retir|suprim|saqu)(?:e|en|ar|ad|a|enme|eme|arme|ame) .. (?:mi|mis|me|nuestro|lista|"
    "datos|correo|base|dirección)*",
    "(?:elimín|bórr|quít|retír|sáqu)(?:e|en)(?:me|nos)",
    "(?:no|nunca) .. (?:más|vuelva|volver) .. (?:correos?|escrib|contact|mensajes?|emails?|envi|molest)*",
    "no (?:me |nos )?(?:escriba|envíe|contacte|mande|moleste|llame)n?",
    "no (?:quiero|deseo|queremos|deseamos) (?:recibir|más|que me|seguir|sus)*",
    "dej(?:e|en|a|ad) de (?:escribir|enviar|contactar|molestar|mandar|llamar)*",
    "(?:no|ningún) más (?:correos|emails|mensajes|publicidad)", "cancelar (?:la |mi )?suscripción",
    "(?:esto|su correo) es spam", "spam", "déjeme en paz", "derecho de (?:supresión|oposición|cancelación)",
    "me opongo",
    r"(?:elimin|borr|quit|retir|suprim|sac|remuev|dar|den|denos|denme)\w* .. (?:mi\b|mis\b|nuestr|me\b|nos\b|"
    r"lista|datos|base\b|correo|direccion|baja|contacto)*",
    "(?:eliminenme|eliminame|borrenme|borrame|quitenme|quitame|saquenme|sacame|denme|deme|retirenme|"
    "remuevanme)*",
    "(?:darme|darnos|dar|de) de baja",
    "de baja",
    "baja",
    r"no [^.,;!?\n]{0,25}?\b(?:dese|quier|quer|queremos|autoric|autoriz)\w* .. (?:recib|mas\b|correos|"
    r"publicidad|ser\b|uso\b|contact|mensajes)*",
    r"no [^.,;!?\n]{0,25}?\b(?:escrib|envi|mand|contact|llam|molest|vuelv|remit)\w* .. (?:mas\b|a\b|otra\b|"
    r"nada\b|correos|me\b|nos\b|nunca|conmigo)*",
    "no (?:me|nos) (?:escrib|envi|mand|contact|llam|molest|remit)*",
    "(?:dejen|deja|deje|paren|pare|cesen|cese) de .. (?:envi|escrib|mand|molest|contact|llam|spam)*",
    "me opongo*",
    "nos oponemos*",
    "no (?:he|hemos) .. (?:dado|autorizado|solicitado|consentid|pedido)*",
    "no autori*",
    "(?:es|esto es) spam",
    r"cancelar .. (?:suscrip|mi\b)*",
    "anular .. suscrip*",
    "desuscri*",
    r"cancel\w* .. suscripci*",
    "no (?:más|mas) (?:correos|mensajes|publicidad|emails)",
    "derecho .. (?:oposicion|supresion|olvido)",
    "retiro .. consentimiento",
    r"(?:salir|salirme|sáquenme) .. (?:lista|base\b)*",
)  # fmt: skip

OPT_OUT_ALONE = (
    "baja", "stop", "cancelar", "eliminar", "basta", "no más",
    "baja",
    "stop",
    "darme de baja",
    "cancelar",
    "de baja",
    "eliminar",
    "borrar",
)  # fmt: skip

NOT_OPT_OUT = (
    "(?:carpeta|bandeja|en) .. spam",
    r"de baja (?:por\b|medic|matern|patern|labor|hasta|temporal)*",
    r"baja (?:medic|matern|patern|por\b|labor|temporal)*",
    "carpeta .. spam",
)  # fmt: skip

MEETING = (
    "(?:podemos|podríamos|podría|puede|me gustaría|encantado|quisiera|agendar|concertar|programar|fijar|"
    "quedamos|tener) .. (?:reuni|hablar|llamada|cita|vernos|conversar|videollamada|demo|charlar|reunión)*",
    "(?:lunes|martes|miércoles|jueves|viernes|mañana|próxima semana) .. (?:me viene bien|bien|perfecto|puedo|"
    "me va bien|tengo|disponible|ok)*",
    "(?:disponible|libre) .. (?:lunes|martes|miércoles|jueves|viernes|mañana|semana|a las)*", "llámeme", "llámame",
    "cuándo (?:podemos|puede|podría|tiene|le viene)", "me viene bien",
)  # fmt: skip

NOT_MEETING = (
    "(?:no|ninguna) .. (?:reunión|llamada|reunirme|reunirnos)",
)  # fmt: skip

INTERESTED = (
    "(?:estoy|estamos|estaríamos|muy) (?:muy )?interesad(?:o|a|os|as)", "(?:me|nos) interesa(?:ría)?",
    r"(?:envíe|mande|envíen|mándeme|pued|podría|facilite)\w* .. (?:información|catálogo|folleto|oferta|"
    "presupuesto|precios?|detalles|enviar|propuesta)*",
    "más (?:información|detalles|info)", "(?:suena|parece) (?:bien|interesante|muy)*", "interesante", "saber más",
    "sí,? (?:por favor|claro|me interesa|adelante)",
)  # fmt: skip

QUESTION = (
    "(?:cómo|cuánto|cuánta|cuál|cuáles|cuándo|dónde|por qué|quién|qué|tiene|tienen|pueden|puede|es|hay|se "
    r"puede|funciona|ofrecen) .. \?",
    "¿", "(?:una|mi|tengo una) (?:pregunta|duda|consulta)", "cuánto cuesta",
    "podría (?:explicar|aclarar|confirmar|decir)*",
)  # fmt: skip

OBJECTION = (
    "(?:demasiado|muy|bastante) (?:caro|cara|costoso|complicado|complejo)", "(?:no|sin|falta de) .. presupuesto",
    "ya (?:tenemos|usamos|utilizamos|trabajamos|contamos|disponemos|estamos|contratamos)*",
    "(?:contentos|satisfechos|satisfecho) con", "no (?:veo|vemos) (?:el|la|ninguna|ventaja|valor|utilidad)*",
    "más barato", "mala experiencia",
)  # fmt: skip

NOT_NOW = (
    "(?:ahora no|no ahora|ahora mismo no|de momento no|por ahora no|por el momento no|no es (?:el|buen) "
    "momento|no en este momento)",
    "(?:en este momento|actualmente|de momento|por ahora|por el momento) .. (?:no|ningún)*",
    "(?:el|la) (?:próximo|próxima) (?:año|trimestre|mes|temporada|semestre)",
    "(?:en|a partir de|después de|hasta) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|"
    r"octubre|noviembre|diciembre|20\d\d|verano|navidad)*",
    r"(?:dentro de|en) (?:unos|algunos|dos|tres|seis|\d+) (?:meses|semanas)", "más adelante", "demasiado pronto",
    "no tengo tiempo", "muy ocupad*", "este año no", "presupuesto .. (?:cerrado|congelado|agotado)",
)  # fmt: skip

REFERRAL = (
    "no soy (?:la|el|yo) (?:persona|responsable|indicad|adecuad|encargad)*", "no soy yo",
    "(?:persona|contacto) (?:equivocad|adecuad|correct|indicad)*",
    "(?:contacte|hable|escriba|diríjase|póngase en contacto|comuníquese) .. (?:con|a) .. (?:mi|nuestro|"
    "compañer|coleg|responsable|director|departamento|el|la)*",
    "(?:responsable|encargad[oa]|lleva|se encarga|gestiona) .. (?:es|de este|de esto|de compras|calidad|logística)*",
    "(?:reenvío|reenviado|paso|remito) .. (?:a|su|correo|mensaje|compañer)*", "mi (?:compañer|coleg|jef)*",
)  # fmt: skip

NOT_INTERESTED = (
    "no (?:estoy|estamos|me|nos|es) (?:interesad|interesa|de nuestro|de mi|de interés)*", "no,? gracias",
    "gracias,? (?:pero )?no", "no (?:necesito|necesitamos|requerimos|precisamos|lo necesitamos)*",
    "(?:sin|ningún|no tenemos|no hay) (?:interés|necesidad)", "no nos (?:encaja|sirve|conviene)", "no procede",
    "descart*", "declin*",
)  # fmt: skip

NO_ALONE = (
    "no", "no gracias", "no interesa", "no me interesa",
)  # fmt: skip

YES_ALONE = (
    "sí", "claro", "de acuerdo", "adelante", "me interesa", "vale",
)  # fmt: skip

AWAY = (
    "(?:baja|permiso) (?:médica|por enfermedad|maternal|paternal|de maternidad)*",
    "(?:acceso limitado) .. (?:correo|email)*",
    "(?:cerramos|cerrado|permaneceremos cerrados)*",
    "(?:fuera de la oficina|fuera del despacho|fuera de oficina|ausente|ausencia)",
    "de (?:vacaciones|viaje|permiso)",
    "(?:regreso|regresaré|vuelvo|volveré|reincorpor|vuelta|estaré de vuelta|retorno)*",
    "no (?:estaré|estoy) (?:disponible|en la oficina|en el despacho|localizable)",
    "acceso (?:limitado|restringido)",
    "(?:permiso|licencia|baja) (?:de|por) (?:maternidad|paternidad|médica|enfermedad)",
    "(?:ausente|ausencia|vacaciones|festivos)",
    "(?:de|en) (?:vacaciones|viaje|permiso|excedencia)",
    "fuera de (?:la |mi )?(?:oficina|despacho|trabajo|ciudad)",
    "(?:estoy|estare|esta|estamos|sigo|encuentro|encontrandome) (?:actualmente |ahora )?de baja",
    "baja (?:médica|maternal|paternal|por|laboral)",
    "(?:vuelvo|volveré|volvemos|volveremos|regreso|regresaré|reincorporo|reincorporaré|me incorporo|"
    "incorporaré|de vuelta|estaré de vuelta|de regreso)",
    "permiso de (?:maternidad|paternidad)*",
    r"(?:cerrad|cerramos|cierra)\w*",
    "en (?:una|un) (?:feria|curso|congreso|formación|reunión)",
    "(?:motivos|razones) de salud",
    "(?:no|acceso limitado) .. (?:acceso|consult|leer|atender) .. (?:correo|buzón|mensajes)*",
    "(?:disponible|operativo) de nuevo",
    "estaré .. (?:disponible|ausente|fuera|de vuelta)*",
    "mientras tanto",
    "no estaré",
    "de nuevo en*",
    "fuera hasta*",
    "días libres",
)  # fmt: skip

BACK = (
    "regres*", "vuel*", "volver*", "de vuelta", "a partir del", "reincorpor*", "retorno",
    "vuelv*",
    "volver*",
    "regres*",
    "reincorpor*",
    "incorpor*",
    "de vuelta",
    "a partir del",
    "disponible",
    "el",
    "responder*",
    "respondo",
)  # fmt: skip

UNTIL = (
    "hasta el", "hasta", "al", "-",
    "hasta",
    "hasta el",
    "al",
)  # fmt: skip

INCLUSIVE = (
    "inclusive", "incluido", "ambos inclusive",
    "inclusive",
    "incluido",
    "ambos inclusive",
)  # fmt: skip

AUTOMATIC_SUBJECT = (
    "respuesta automática", "contestación automática", "mensaje automático",
    "respuesta automática",
)  # fmt: skip

AWAY_SUBJECT = (
    "fuera de (?:la )?oficina", "ausen*", "vacaciones", "de vacaciones",
    "ausen*",
    "vacaciones",
    "fuera de la oficina",
)  # fmt: skip

LEFT = (
    "ya no (?:trabaja|forma parte|está|trabajo|pertenece)*", "ha dejado (?:la empresa|de trabajar|la compañía)",
    "no trabaja (?:ya|más) *",
    "ya no trabaja",
    "ha dejado la empresa",
)  # fmt: skip

NEXT_STEP = (
    "(?:siguiente|próximo) paso", r"(?:puede|podría)\b .. (?:enviar|mandar)*",
)  # fmt: skip

URGENT = (
    "urgen*",
)  # fmt: skip

MACHINE = (
    "(?:correo|mensaje|respuesta) automátic*",
    "(?:hemos|ha sido) recibido su (?:mensaje|solicitud|correo)",
    "no responda*",
)  # fmt: skip
