"""What a page tells people, read without a language model: sentences about size and age, addresses, people of a team
page, open positions, news. English, Lithuanian, German and some of their neighbours' words."""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from leadwright.kit.http import Page
from leadwright.leads import matching, names
from leadwright.research.claims import LABELLED, PATTERN, STRUCTURED, Claim, line
from leadwright.research.structured import dated, told_size, told_year

BESIDE = ["script", "style", "noscript", "nav", "header", "footer", "blockquote", "form", "template", "svg"]
BREAKS = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|dt|dd|dl|figure|figcaption|article|section|main|aside|address|br|"
    r"time|hr|body|label)\b[^>]*|span\s[^>]*|/span)>",
    re.IGNORECASE,
)
TAGS = re.compile(r"<[^>]{0,2000}>")
NUMBER = r"(\d{1,3}(?:[ .,\u00a0]\d{3})+|\d{1,6})"
EMPLOYEES = re.compile(
    NUMBER
    + r"\+?\s+(?:\w+\s){0,2}?(?:employees|staff|colleagues|darbuotoj\w*|mitarbeite\w*|beschäftigt\w*|darbiniek\w*|"
    r"töötaja\w*|pracownik\w*|ansatte|anställda|medarbeider\w*|medewerkers|collaborateurs|salariés|dipendenti|empleados)",
    re.IGNORECASE,
)
PEOPLE = re.compile(NUMBER + r"\s+(?:people|žmon\w+|menschen|specialist\w*|professionals)\b", re.IGNORECASE)
TEAM_OF = re.compile(r"\bteam (?:of|von|aus) " + NUMBER, re.IGNORECASE)
OURS = re.compile(r"\b(we|our|team|us|mūs\w*|komand\w*|įmon\w*|turime|wir|unser\w*)\b", re.IGNORECASE)
FOUNDED = re.compile(
    r"\b(?:founded|established|since|started|įkurt\w*|įsteigt\w*|nuo|gegründet|seit|im jahr|dibināt\w*|asutat\w*|"
    r"założon\w*|fondée?|grundad|grunnlagt)\b\D{0,14}\b((?:18|19|20)\d\d)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(ceo|cfo|cto|coo|cmo|cio|chief|officer|head of|director|manager|president|founder|owner|partner|lead\b|"
    r"engineer|buyer|sales|accountant|developer|designer|consultant|specialist|driver|assistant|analyst|chair\w*|"
    r"direktor\w*|vadov\w*|vadybinink\w*|buhalter\w*|inžinier\w*|įkūrėj\w*|savinink\w*|programuotoj\w*|vairuotoj\w*|"
    r"specialist\w*|konsultant\w*|technolog\w*|administrator\w*|sandėlinink\w*|operator\w*|projektuotoj\w*|"
    r"geschäftsführ\w*|\w*leiter\w*|leitung|\w*manager\w*|einkäuf\w*|prokurist\w*|vertrieb\w*|inhaber\w*|gründer\w*|"
    r"vorstand\w*|\w*entwickler\w*|\w*fahrer\w*|\w*ingenieur\w*|\w*mitarbeiter\w*|\w*berater\w*|sachbearbeiter\w*|"
    r"kaufmann|kauffrau|technik\w*|monteur\w*|schlosser\w*|mechanik\w*|welder|technician|operator|planner|controller)",
    re.IGNORECASE,
)
GENDERS = re.compile(r"\s*\(?[mwfdxv](?:/[mwfdxvi*]){1,3}\)?\s*$", re.IGNORECASE)
SPLIT = re.compile(r"\s+[–—|•-]\s+|\s*[,;|:]\s+|\s*\(")
DAY = re.compile(r"\b(20\d\d-[01]\d-[0-3]\d|[0-3]?\d[./][01]?\d[./]20\d\d|20\d\d[./][01]\d[./][0-3]\d)\b")
FUNDING = re.compile(
    r"\b(raises?|raised|funding|series [a-e]|round|invest\w+|finanzierung\w*|finansavim\w*|pritrauk\w+|sammelt|"
    r"finansējum\w*|dofinansowan\w*|seed)\b.*\d|\d.*\b(raises?|funding|round|invest\w+|finanzierung\w*|finansavim\w*|sammelt)",
    re.IGNORECASE,
)
POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4,6} [A-ZÀ-Ž][\w\-]+|\b[A-Z][a-z]+ [A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b|"
    r"\b[A-Z][a-z]+ [A-Z]\d\d [A-Z0-9]{4}\b"
)
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
PHONE = re.compile(r"\+\d[\d ()/\-]{7,18}\d")
TOOLS = {
    "WordPress": "wordpress|/wp-content/",
    "Shopify": r"cdn\.shopify\.com",
    "HubSpot": r"hs-scripts\.com|hubspot",
    "Wix": r"static\.wixstatic\.com|wix\.com",
    "Squarespace": "squarespace",
    "Webflow": "webflow",
    "Joomla": "joomla",
    "Drupal": "drupal",
    "TYPO3": "typo3",
    "Magento": "mage/|magento",
    "WooCommerce": "woocommerce",
    "PrestaShop": "prestashop",
    "Salesforce": r"pardot|salesforce\.com",
    "Intercom": r"intercom\.io|intercomcdn",
    "Zendesk": r"zdassets\.com|zendesk",
    "Google Analytics": r"google-analytics\.com|googletagmanager\.com",
}
SHORTEST_SENTENCE = 25
MOST_EACH = 12
LONGEST_TITLE = 70


def lines_of(page: Page) -> list[str]:
    """The words of the page, block by block, without menus, quotes and what stands at every page's foot."""
    tree = HTMLParser(page.text)
    tree.strip_tags(BESIDE)
    body = tree.body.html if tree.body else ""
    pieces = unescape(TAGS.sub("", BREAKS.sub("\n", body or ""))).split("\n")
    return [text for piece in pieces if (text := line(piece))]


def of_sentences(lines: list[str], source: str) -> Iterator[Claim]:
    for text in lines:
        size = EMPLOYEES.search(text) or TEAM_OF.search(text) or (OURS.search(text) and PEOPLE.search(text))
        if size:
            yield Claim("size", told_size(re.sub(r"\D", "", size[1])), source, PATTERN)
        if founded := FOUNDED.search(text):
            yield Claim("founded", told_year(founded[1]), source, PATTERN)


def of_people(page: Page, lines: list[str]) -> Iterator[Claim]:
    """Names with their titles, beside or under each other. What stands first on the page, a title or a name, does so
    for all."""
    own = headings(page)
    told = [part for text in lines if text not in own for part in halves(text)]
    are_names = [is_name(text) for text in told]
    are_titles = [bool(TITLE.search(text)) and len(text) <= LONGEST_TITLE for text in told]
    first = next((at for at in range(len(told)) if are_names[at] or are_titles[at]), 0)
    step = -1 if first < len(told) and are_titles[first] and not are_names[first] else 1
    found = 0
    for at, text in enumerate(told):
        other = at + step
        if (
            are_names[at]
            and 0 <= other < len(told)
            and are_titles[other]
            and not are_names[other]
            and found < MOST_EACH
        ):
            found += 1
            yield Claim("people", f"{text}, {told[other]}", page.url, LABELLED)


def headings(page: Page) -> set[str]:
    """What the page calls itself."""
    return {line(node.text()) for node in HTMLParser(page.text).css("h1, title")}


def halves(text: str) -> list[str]:
    """ "Name – Title" as two."""
    parts = SPLIT.split(text, maxsplit=1)
    both = len(parts) == 2 and any(map(is_name, parts)) and any(TITLE.search(part) for part in parts)
    return [part.strip(" )") for part in parts] if both else [text]


def is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 50 or re.search(r"[\d@:;!?/|]", text) or TITLE.search(text):
        return False
    if not all(
        word[0].isupper() or word.lower() in {"von", "van", "de", "der", "da", "di", "la", "el", "zu"} for word in words
    ):
        return False
    parsed = names.parse(text)
    return bool(parsed.given and parsed.family) and matching.plain_company(text) == matching.folded(text)


def of_jobs(page: Page, lines: list[str]) -> Iterator[Claim]:
    """Short lines that name a job. The page's own heading is none."""
    own = headings(page)
    roles = [text for text in lines if text not in own and len(text) <= LONGEST_TITLE and TITLE.search(text)]
    for role in list(dict.fromkeys(GENDERS.sub("", SPLIT.split(text)[0]) for text in roles))[:MOST_EACH]:
        if 1 <= len(role.split()) <= 7 and not role.endswith((".", "!", "?")):
            yield Claim("hiring", role, page.url, LABELLED)


def of_news(page: Page) -> Iterator[Claim]:
    """Headings and listed links that say something, with the day beside them where there is one."""
    tree = HTMLParser(page.text)
    tree.strip_tags(BESIDE)
    found: dict[str, str] = {}
    for node in tree.css("h2, h3, h4, li a, td a"):
        title = line(node.text())
        if len(title.split()) >= 3 and not EMAIL.search(title):
            found.setdefault(title, day_beside(node))
    for title, day in list(found.items())[:MOST_EACH]:
        kind = "funding" if FUNDING.search(title) else "news"
        yield Claim(kind, dated(title, day), page.url, LABELLED)


def day_beside(node: Node) -> str:
    around = node.parent
    for _step in range(2):
        if around is None or around.tag in {"body", "main", "ul", "html"}:
            break
        if found := DAY.search(around.text(separator=" ")):
            return found[1]
        around = around.parent
    return ""


def of_contact(page: Page, lines: list[str]) -> Iterator[Claim]:
    tree = HTMLParser(page.text)
    written = [line(node.text(separator=", ")) for node in tree.css("address")]
    written += [text for text in lines if len(text) <= 120]
    for text in written:
        if found := POSTAL.search(text):
            at = lines.index(text) if text in lines else 0
            street = lines[at - 1] if at and found.start() == 0 and re.search(r"\d", lines[at - 1]) else ""
            yield Claim("place", f"{street}, {text}".strip(" ,"), page.url, LABELLED)
            break
    hrefs = [node.attributes.get("href") or "" for node in tree.css('a[href^="mailto:"], a[href^="tel:"]')]
    told = [href.partition(":")[2].partition("?")[0].replace("%20", " ").strip() for href in hrefs]
    told += [found for text in lines for found in (*EMAIL.findall(text), *PHONE.findall(text))]
    for text in list(dict.fromkeys(text for text in told if EMAIL.fullmatch(text) or PHONE.fullmatch(text)))[:4]:
        yield Claim("contact", text, page.url, LABELLED)


def of_head(page: Page, lines: list[str]) -> Iterator[Claim]:
    """What the first page says that the company does, and what it is built with."""
    tree = HTMLParser(page.text)
    meta = tree.css_first('meta[name="description"], meta[property="og:description"]')
    described = line(meta.attributes.get("content") or "") if meta else ""
    title = tree.css_first("title")
    if described:
        yield Claim("what", described, page.url, LABELLED)
    elif title and line(title.text()):
        yield Claim("note", line(title.text()), page.url, LABELLED)
    if sentence := first_sentence(tree, lines):
        yield Claim("what" if not described else "note", sentence, page.url, PATTERN)
    marks = " ".join(node.attributes.get("content") or "" for node in tree.css('meta[name="generator"]'))
    marks += " ".join(
        node.attributes.get("src") or node.attributes.get("href") or "" for node in tree.css("script, link")
    )
    for tool, pattern in TOOLS.items():
        if re.search(pattern, marks, re.IGNORECASE):
            yield Claim("technology", tool, page.url, STRUCTURED)


def of_story(page: Page, lines: list[str]) -> Iterator[Claim]:
    if sentence := first_sentence(HTMLParser(page.text), lines):
        yield Claim("note", sentence, page.url, PATTERN)


def first_sentence(tree: HTMLParser, lines: list[str]) -> str:
    """The first paragraph of the page that says something."""
    spoken = set(lines)
    for paragraph in tree.css("main p, article p, p"):
        text = line(paragraph.text())
        if len(text) >= SHORTEST_SENTENCE and len(text.split()) >= 4 and text in spoken:
            return text
    return ""
