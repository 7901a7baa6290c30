import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragments_fromstring

from leadwright.knowledge.markdown import written

TAGS = {"div", "p", "br", "hr", "ul", "ol", "li", "pre", "code", "strong", "em", "a", "blockquote"}
TAGS |= {f"h{order}" for order in range(2, 7)}


def flat(html: str) -> str:
    """Line ends between and in tags say nothing."""
    return html.replace("\n", "")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.<br>Two.</p>\n<p>Three.</p>"),
        ("## Price\n### Abroad\n#### Far\n## All", "<h2>Price</h2>\n<h3>Abroad</h3>\n<h4>Far</h4>\n<h2>All</h2>"),
        ("# One\n#### Deep", "<h2>One</h2>\n<h3>Deep</h3>"),
        ("#hashtag", "<p>#hashtag</p>"),
        ("So:\n- one\n  more\n- **two**\n1. three", None),
        ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
        ("`**as is**` and *so*", "<p><code>**as is**</code> and <em>so</em></p>"),
        ("```\n<b>&\n```\nafter", "<pre><code>&lt;b&gt;&amp;</code></pre>\n<p>after</p>"),
        ("~~~\nnever closed", "<pre><code>never closed</code></pre>"),
        ("", ""),
    ],
)
def test_marks_become_what_they_mean_and_all_else_stays(body, html):
    listed = "<p>So:</p>\n<ul><li>one<br>more</li><li><strong>two</strong></li></ul>\n<ol><li>three</li></ol>"
    assert flat(written(body)) == flat(listed if html is None else html)


def test_a_link_leads_to_the_web_or_to_an_address():
    assert 'href="https://a.example/x_y_z?q=1&amp;r=2"' in written("[it](https://a.example/x_y_z?q=1&r=2)")
    assert "<em>" not in written("[it](https://a.example/_y_)")
    assert "<a" not in written("[it](javascript:alert(1)) [it](//a.example) [it](data:text/html,x)")
    assert "<img" not in written("![it](https://a.example/x.png)")


@given(st.text(alphabet="<>&\"'`*_#[]()-1. \nabhref=:/javscript", max_size=80))
def test_no_tag_of_the_text_is_a_tag_of_the_page(body):
    for element in fragments_fromstring(f"<div>{written(body)}</div>")[0].iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "rel", "title", "start"}
        assert element.get("href", "https://").startswith(("http://", "https://", "mailto:"))
