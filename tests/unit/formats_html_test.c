/* formats/html.h */
#include "testing.h"

#include "base/escape.h"
#include "base/limits.h"
#include "formats/html.h"

#include <pthread.h>
#include <string.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct slice clean(struct slice html) {
    struct buffer out;
    buffer_init(&out, &arena);
    html_clean(html, &arena, &out, NULL, NULL);
    return buffer_slice(&out);
}

struct example {
    struct slice html;
    const char *clean;
};

/* Pieces as authors write them. */
static const struct example PLAIN[] = {
    {SLICE_INIT("<p>a<p>b"), "<p>a</p><p>b</p>"},
    {SLICE_INIT("<td class=x>"), "<td class=\"x\"></td>"},
    {SLICE_INIT("<b>a<i>b</b>c</i>"), "<b>a<i>b</i></b>c"},
    {SLICE_INIT("<p>a<section>b</section>"), "<p>a</p><section>b</section>"},
    {SLICE_INIT("<p>a<b>x</b><figure><img src=a alt=b></figure>"),
     "<p>a<b>x</b></p><figure><img src=\"a\" alt=\"b\"></figure>"},
    {SLICE_INIT("<dl><dt>a<dd>b<dt>c</dl>"), "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"},
    {SLICE_INIT("<table><tr><td>a<td>b<tr><td>c</table>"),
     "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"},
    {SLICE_INIT("</p>x"), "x"},
    {SLICE_INIT("</div>y"), "y"},
    {SLICE_INIT("a &eacute; &nbsp;&check; &#8211; &#150; &#x1F600; &#xD800; &#0; & &; &#;"),
     "a \303\251 \302\240&amp;check; \342\200\223 \342\200\223 \360\237\230\200 \357\277\275 "
     "\357\277\275 &amp; &amp;; &amp;#;"},
    {SLICE_INIT("<pre>\n a\n</pre>"), "<pre>\n a\n</pre>"},
    {SLICE_INIT("x<wbr>y<br/>z<hr>"), "x<wbr>y<br>z<hr>"},
    {SLICE_INIT("<ruby>a<rp>(</rp><rt>b</rt></ruby>"), "<ruby>a<rp>(</rp><rt>b</rt></ruby>"},
    {SLICE_INIT("<ol reversed start=3 type=a><li value=3>x</ol>"),
     "<ol reversed=\"\" start=\"3\" type=\"a\"><li value=\"3\">x</li></ol>"},
    {SLICE_INIT("<th scope=col colspan=2 onclick=x>y</th>"),
     "<th scope=\"col\" colspan=\"2\">y</th>"},
    {SLICE_INIT("<a><a>x</a></a>"), "<a></a><a>x</a>"},
    {SLICE_INIT(""), ""},
    {SLICE_INIT("plain"), "plain"},
    {SLICE_INIT("  a  <b> b </b>  "), "  a  <b> b </b>  "},
    {SLICE_INIT("<center><font color=red>x</font></center>"), "x"},
    {SLICE_INIT("<video controls src=a.mp4><track kind=captions src=c.vtt srclang=nl label=N "
                "default>t</video>"),
     "<video controls=\"\" src=\"a.mp4\"><track kind=\"captions\" src=\"c.vtt\" srclang=\"nl\" "
     "label=\"N\" default=\"\">t</video>"},
    {SLICE_INIT("<time datetime=2017-10-19>x</time><ins datetime=2017 cite=/y>z</ins>"),
     "<time datetime=\"2017-10-19\">x</time><ins datetime=\"2017\" cite=\"/y\">z</ins>"},
    {SLICE_INIT("a\xFF\xE9 \303\251<b title='\x80'>c</b>"),
     "a\357\277\275\357\277\275 \303\251<b title=\"\357\277\275\">c</b>"},
    {SLICE_INIT("<p\nclass = \"a\"\n>x</p\n>"), "<p class=\"a\">x</p>"},
};

/* The shapes of the OWASP "XSS Filter Evasion Cheat Sheet", of mutation XSS, and some of our own.
 */
static const struct example HOSTILE[] = {
    {SLICE_INIT("<SCRIPT SRC=https://xss.rocks/xss.js></SCRIPT>"), ""},
    {SLICE_INIT("<script>alert(1)</script>"), ""},
    {SLICE_INIT("javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"`/+/"
                "onmouseover=1/+/[*/[]/+alert(42);//'>"),
     "javascript:/*--&gt;"},
    {SLICE_INIT("<IMG SRC=\"javascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=javascript:alert('XSS')>"), "<img>"},
    {SLICE_INIT("<IMG SRC=JaVaScRiPt:alert('XSS')>"), "<img>"},
    {SLICE_INIT("<IMG SRC=javascript:alert(&quot;XSS&quot;)>"), "<img>"},
    {SLICE_INIT("<IMG SRC=`javascript:alert(\"RSnake says, 'XSS'\")`>"), "<img>"},
    {SLICE_INIT("<a onmouseover=\"alert(document.cookie)\">xxs link</a>"), "<a>xxs link</a>"},
    {SLICE_INIT("<a onmouseover=alert(document.cookie)>xxs link</a>"), "<a>xxs link</a>"},
    {SLICE_INIT("<IMG \"\"\"><SCRIPT>alert(\"XSS\")</SCRIPT>\"\\>"), "<img>&#34;\\&gt;"},
    {SLICE_INIT("<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>"), "<img>"},
    {SLICE_INIT("<IMG SRC=# onmouseover=\"alert('xxs')\">"), "<img src=\"#\">"},
    {SLICE_INIT("<IMG SRC= onmouseover=\"alert('xxs')\">"),
     "<img src=\"onmouseover=&#34;alert(&#39;xxs&#39;)&#34;\">"},
    {SLICE_INIT("<IMG onmouseover=\"alert('xxs')\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=/ onerror=\"alert(String.fromCharCode(88,83,83))\"></img>"),
     "<img src=\"/\">"},
    {SLICE_INIT("<img src=x "
                "onerror=\"&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#"
                "0000105&#0000112&#0000116&#0000058&#0000097\">"),
     "<img src=\"x\">"},
    {SLICE_INIT("<IMG "
                "SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;&#97;&#108;&#"
                "101;&#114;&#116;&#40;1&#41;>"),
     "<img>"},
    {SLICE_INIT("<IMG "
                "SRC=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#"
                "0000112&#0000116&#0000058&#0000097&#0000108>"),
     "<img>"},
    {SLICE_INIT("<IMG "
                "SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#"
                "x74&#x28&#x29>"),
     "<img>"},
    {SLICE_INIT("<IMG SRC=\"jav\tascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=\"jav&#x09;ascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=\"jav&#x0A;ascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=\"jav&#x0D;ascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<IMG SRC=\" &#14;  javascript:alert('XSS');\">"), "<img>"},
    {SLICE_INIT("<a href=\"java&#0;script:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"&#1;javascript:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"javascript&colon;alert(1)\">x</a>"),
     "<a href=\"javascript&amp;colon;alert(1)\">x</a>"},
    {SLICE_INIT("<a href=\"javascript&#58;alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"java&Tab;script&colon;alert(1)\">x</a>"),
     "<a href=\"java&amp;Tab;script&amp;colon;alert(1)\">x</a>"},
    {SLICE_INIT("<SCRIPT/XSS SRC=\"http://xss.rocks/xss.js\"></SCRIPT>"), ""},
    {SLICE_INIT("<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(\"XSS\")>"), ""},
    {SLICE_INIT("<SCRIPT/SRC=\"http://xss.rocks/xss.js\"></SCRIPT>"), ""},
    {SLICE_INIT("<<SCRIPT>alert(\"XSS\");//\\<</SCRIPT>"), "&lt;"},
    {SLICE_INIT("<SCRIPT SRC=http://xss.rocks/xss.js?< B >"), ""},
    {SLICE_INIT("<SCRIPT SRC=//xss.rocks/.j>"), ""},
    {SLICE_INIT("<IMG SRC=\"`<javascript:alert>`('XSS')\""), ""},
    {SLICE_INIT("</TITLE><SCRIPT>alert(\"XSS\");</SCRIPT>"), ""},
    {SLICE_INIT("<INPUT TYPE=\"IMAGE\" SRC=\"javascript:alert('XSS');\">"), ""},
    {SLICE_INIT("<BODY BACKGROUND=\"javascript:alert('XSS')\">"), ""},
    {SLICE_INIT("<IMG DYNSRC=\"javascript:alert('XSS')\">"), "<img>"},
    {SLICE_INIT("<IMG LOWSRC=\"javascript:alert('XSS')\">"), "<img>"},
    {SLICE_INIT(
         "<STYLE>li {list-style-image: url(\"javascript:alert('XSS')\");}</STYLE><UL><LI>XSS</br>"),
     "<ul><li>XSS</li></ul>"},
    {SLICE_INIT("<IMG SRC='vbscript:msgbox(\"XSS\")'>"), "<img>"},
    {SLICE_INIT("<IMG SRC=\"livescript:[code]\">"), "<img>"},
    {SLICE_INIT("<svg/onload=alert('XSS')>"), ""},
    {SLICE_INIT("<BGSOUND SRC=\"javascript:alert('XSS');\">"), ""},
    {SLICE_INIT("<BR SIZE=\"&{alert('XSS')}\">"), "<br>"},
    {SLICE_INIT("<LINK REL=\"stylesheet\" HREF=\"javascript:alert('XSS');\">"), ""},
    {SLICE_INIT("<STYLE>@import'http://xss.rocks/xss.css';</STYLE>"), ""},
    {SLICE_INIT(
         "<META HTTP-EQUIV=\"Link\" Content=\"<http://xss.rocks/xss.css>; REL=stylesheet\">"),
     ""},
    {SLICE_INIT("<IMG STYLE=\"xss:expr/*XSS*/ession(alert('XSS'))\">"), "<img>"},
    {SLICE_INIT("<XSS STYLE=\"xss:expression(alert('XSS'))\">x</XSS>"), "x"},
    {SLICE_INIT("<META HTTP-EQUIV=\"refresh\" CONTENT=\"0;url=javascript:alert('XSS');\">"), ""},
    {SLICE_INIT("<IFRAME SRC=\"javascript:alert('XSS');\"></IFRAME>"), ""},
    {SLICE_INIT("<IFRAME SRC=# onmouseover=\"alert(document.cookie)\"></IFRAME>"), ""},
    {SLICE_INIT("<FRAMESET><FRAME SRC=\"javascript:alert('XSS');\"></FRAMESET>"), ""},
    {SLICE_INIT("<TABLE BACKGROUND=\"javascript:alert('XSS')\"><TR><TD>x</TABLE>"),
     "<table><tr><td>x</td></tr></table>"},
    {SLICE_INIT("<DIV STYLE=\"background-image: url(javascript:alert('XSS'))\">x</DIV>"),
     "<div>x</div>"},
    {SLICE_INIT("<!--[if gte IE 4]><SCRIPT>alert('XSS');</SCRIPT><![endif]-->"), ""},
    {SLICE_INIT("<BASE HREF=\"javascript:alert('XSS');//\">"), ""},
    {SLICE_INIT(
         "<OBJECT TYPE=\"text/x-scriptlet\" DATA=\"http://xss.rocks/scriptlet.html\"></OBJECT>"),
     ""},
    {SLICE_INIT("<EMBED SRC=\"data:image/svg+xml;base64,PHN2Zz4=\" type=\"image/svg+xml\" "
                "AllowScriptAccess=\"always\"></EMBED>"),
     ""},
    {SLICE_INIT(
         "<XML ID=\"xss\"><I><B><IMG SRC=\"javas<!-- -->cript:alert('XSS')\"></B></I></XML>"),
     "<i><b><img></b></i>"},
    {SLICE_INIT("<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>"),
     "<a>x</a>"},
    {SLICE_INIT("<a href=\"blob:https://example.org/1\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"view-source:javascript:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"  javascript:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"//example.org/\">x</a>"), "<a href=\"//example.org/\">x</a>"},
    {SLICE_INIT("<a href=\"https://example.org/?a=b&c=d\">x</a>"),
     "<a href=\"https://example.org/?a=b&amp;c=d\">x</a>"},
    {SLICE_INIT("<a href=javascript:alert(1)//http://example.org>x</a>"), "<a>x</a>"},
    {SLICE_INIT("<form action=\"javascript:alert(1)\"><input type=submit><button "
                "formaction=javascript:alert(1)>k</button></form>"),
     ""},
    {SLICE_INIT("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
                "onerror=alert(1)&gt;\">"),
     ""},
    {SLICE_INIT("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">"), ""},
    {SLICE_INIT("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"),
     "<img src=\"x\">&#34;&gt;"},
    {SLICE_INIT("<textarea><img title=\"</textarea><img src onerror=alert(1)>\">"),
     "<img src=\"\">&#34;&gt;"},
    {SLICE_INIT("<p title=\"</p><img src=x onerror=alert(1)>\">x</p>"),
     "<p title=\"&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;\">x</p>"},
    {SLICE_INIT("<title><a href=\"</title><img src=1 onerror=alert(1)>\">"),
     "<img src=\"1\">&#34;&gt;"},
    {SLICE_INIT("<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">"),
     "<img src=\"x\">&#34;&gt;"},
    {SLICE_INIT("<template><script>alert(1)</script></template>x"), "x"},
    {SLICE_INIT("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>y"), "y"},
    {SLICE_INIT("<a title='\"><script>alert(1)</script>'>x</a>"),
     "<a title=\"&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</a>"},
    {SLICE_INIT("<img alt=\"`onerror=alert(1)//\" src=x>"),
     "<img alt=\"`onerror=alert(1)//\" src=\"x\">"},
    {SLICE_INIT("<a href=\"x\"onclick=alert(1)>x</a>"), "<a href=\"x\">x</a>"},
    {SLICE_INIT("<a/href=\"x\"/onclick=\"alert(1)\"/title=y>z</a>"),
     "<a href=\"x\" title=\"y\">z</a>"},
    {SLICE_INIT("<img src=x:alert(alt) onerror=eval(src) alt=0>"), "<img alt=\"0\">"},
    {SLICE_INIT("<video><source onerror=\"alert(1)\"></video>"), "<video><source></video>"},
    {SLICE_INIT("<video poster=javascript:alert(1) autoplay src=\"data:video/mp4,x\">"),
     "<video></video>"},
    {SLICE_INIT("<audio src=x onerror=alert(1) autoplay controls>"),
     "<audio src=\"x\" controls=\"\"></audio>"},
    {SLICE_INIT("<details open ontoggle=alert(1)><summary>s</summary></details>"),
     "<details open=\"\"><summary>s</summary></details>"},
    {SLICE_INIT("<marquee onstart=alert(1)>x</marquee>"), "x"},
    {SLICE_INIT("<select><option><iframe></select><script>alert(1)</script>"), ""},
    {SLICE_INIT("<blockquote cite=\"javascript:alert(1)\">x</blockquote>"),
     "<blockquote>x</blockquote>"},
    {SLICE_INIT(
         "<a href=\"mailto:a@b.nl\">m</a><a href=\"tel:+31\">t</a><a href=\"ftp://x\">f</a>"),
     "<a href=\"mailto:a@b.nl\">m</a><a href=\"tel:+31\">t</a><a>f</a>"},
    {SLICE_INIT("<p style=\"color:red\" data-x=1 aria-label=\"y\" role=note class=k id=i lang=nl "
                "dir=ltr title=t>x</p>"),
     "<p aria-label=\"y\" role=\"note\" class=\"k\" id=\"i\" lang=\"nl\" dir=\"ltr\" "
     "title=\"t\">x</p>"},
    {SLICE_INIT("<img srcset=\"x 1x, javascript:alert(1) 2x\" src=x.png>"), "<img src=\"x.png\">"},
    {SLICE_INIT("<a href=\"#x\" target=_blank ping=\"https://evil.example\">x</a>"),
     "<a href=\"#x\">x</a>"},
    {SLICE_INIT("<scr<script>ipt>alert(1)</scr</script>ipt>"), "ipt&gt;alert(1)ipt&gt;"},
    {SLICE_INIT("<<b>x</b>"), "&lt;<b>x</b>"},
    {SLICE_INIT("<b<script>alert(1)</script>0"), "alert(1)0"},
    {SLICE_INIT("<a href=\"x\" href=\"javascript:alert(1)\">x</a>"), "<a href=\"x\">x</a>"},
    {SLICE_INIT("<a HREF=\"javascript:alert(1)\" href=\"x\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<![CDATA[<script>alert(1)</script>]]>"), "alert(1)]]&gt;"},
    {SLICE_INIT("<?xml version=\"1.0\"?><?php echo \"<script>\" ?>x"), "&#34; ?&gt;x"},
    {SLICE_INIT("<plaintext><b>x"), ""},
    {SLICE_INIT("<b>x</b"), "<b>x</b>"},
    {SLICE_INIT("&lt;script&gt;alert(1)&lt;/script&gt;"), "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {SLICE_INIT("&lt;img src=x onerror=alert(1)&gt;"), "&lt;img src=x onerror=alert(1)&gt;"},
    {SLICE_INIT("<p>&amp;lt;b&amp;gt; &#60;script&#62; &#x3c;b&#x3e;</p>"),
     "<p>&amp;lt;b&amp;gt; &lt;script&gt; &lt;b&gt;</p>"},
    {SLICE_INIT("<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]></svg>"), ""},
    {SLICE_INIT("<math href=\"javascript:alert(1)\">x</math>"), ""},
    {SLICE_INIT("<isindex action=javascript:alert(1) type=image>"), ""},
    {SLICE_INIT("<a href=\"\001javascript:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<a href=\"javas\000cript:alert(1)\">x</a>"), "<a>x</a>"},
    {SLICE_INIT("<!--><img src=x onerror=alert(1)>-->"), "<img src=\"x\">--&gt;"},
    {SLICE_INIT("<!---><img src=x onerror=alert(1)>-->"), "<img src=\"x\">--&gt;"},
    {SLICE_INIT("<!-- --!><img src=x onerror=alert(1)> -->"), "<img src=\"x\"> --&gt;"},
    {SLICE_INIT("<p id=\"a\" id=\"b\" class=x class=y>z</p>"), "<p id=\"a\" class=\"x\">z</p>"},
};

/* Nothing may be in clean HTML that is not on the list; told by a parser, not by the cleaner. */
static void check_element(void *context, struct slice element,
                          const struct html_attribute *attributes, size_t count, size_t line) {
    (void)context;
    (void)line;
    if (slice_equals(element, SLICE("html")) || slice_equals(element, SLICE("body")) ||
        slice_equals(element, SLICE("p"))) {
        return; /* libxml2 makes them around a piece */
    }
    assert_true(html_element_allowed(element));
    for (size_t i = 0; i < count; i++) {
        assert_true(html_attribute_allowed(element, attributes[i].name));
        assert_false(slice_starts_with(attributes[i].name, SLICE("on")));
        if (slice_equals(attributes[i].name, SLICE("href")) ||
            slice_equals(attributes[i].name, SLICE("src"))) {
            assert_true(address_is_allowed(attributes[i].value));
        }
    }
}

static void check_example(const struct example *example) {
    struct slice result = clean(example->html);
    assert_text(result, example->clean);
    html_visit(result, check_element, NULL);
    assert_slice(clean(result), result);
}

static void test_plain(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        check_example(&PLAIN[i]);
    }
}

static void test_hostile(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        check_example(&HOSTILE[i]);
    }
}

static void note(void *context, struct slice what) {
    struct buffer *notes = context;
    buffer_append(notes, what);
    buffer_append_byte(notes, '|');
}

static void test_what_was_dropped(void **state) {
    (void)state;
    static const struct example examples[] = {
        {SLICE_INIT("<b>x</b><br>"), ""},
        {SLICE_INIT("<!-- weg --><!doctype html>"), ""},
        {SLICE_INIT("<script>a</script><p onclick=x STYLE=y>z</p>"), "<script>|onclick|STYLE|"},
        {SLICE_INIT("<a href='JavaScript:x'>y</a><img src=data:x>"), "JavaScript:|data:|"},
        {SLICE_INIT("<svg><a href=x>y</a></svg><Font>z</Font>"), "<svg>|<Font>|"},
        {SLICE_INIT("<p class=a class=b>"), ""},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct buffer out;
        struct buffer notes;
        buffer_init(&out, &arena);
        buffer_init(&notes, &arena);
        html_clean(examples[i].html, &arena, &out, note, &notes);
        assert_text(buffer_slice(&notes), examples[i].clean);
    }
}

static bool is_ours(void *context, struct slice address) {
    (void)context;
    return slice_starts_with(address, SLICE("network:"));
}

static void test_schemes_of_a_site(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    html_clean_with(SLICE("<a href=network:veluwe>a</a><a href=javascript:x>b</a>"), &arena, &out,
                    is_ours, NULL, NULL);
    assert_text(buffer_slice(&out), "<a href=\"network:veluwe\">a</a><a>b</a>");
}

static struct slice repeated(const char *piece, size_t count, const char *end) {
    struct buffer text;
    buffer_init(&text, &arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&text, piece);
    }
    buffer_append_text(&text, end);
    return buffer_slice(&text);
}

static size_t occurrences(struct slice text, struct slice needle) {
    size_t count = 0;
    for (size_t at; (at = slice_search(text, needle)) != SLICE_NOT_FOUND; count++) {
        text = slice_skip(text, at + needle.length);
    }
    return count;
}

static void test_depth(void **state) {
    (void)state;
    struct slice within = clean(repeated("<div>", LIMIT_HTML_DEPTH, "x"));
    assert_size(occurrences(within, SLICE("<div>")), LIMIT_HTML_DEPTH);
    assert_size(occurrences(within, SLICE("</div>")), LIMIT_HTML_DEPTH);
    assert_size(occurrences(within, SLICE("x")), 1);
    struct slice beyond = clean(repeated("<div>", LIMIT_HTML_DEPTH + 1, "x"));
    assert_size(occurrences(beyond, SLICE("<div>")), LIMIT_HTML_DEPTH);
    assert_size(occurrences(beyond, SLICE("</div>")), LIMIT_HTML_DEPTH);
    assert_size(occurrences(beyond, SLICE("x")), 0);
    struct slice flat = clean(repeated("<br>", 10 * LIMIT_HTML_DEPTH, "x"));
    assert_size(occurrences(flat, SLICE("<br>")), 10 * LIMIT_HTML_DEPTH);
}

/* Each of these takes minutes where something is quadratic. */
static void test_large_shapes(void **state) {
    (void)state;
    static const char *const shapes[][2] = {
        {"<b>", "</b>"}, {"</i>", ""},        {"<a ", "x>"},      {"<", ""},
        {"<!--", ""},    {"<script></", ""},  {"<svg>", ""},      {"<p", ">"},
        {"&", ""},       {"<td><table>", ""}, {"<a href=x>", ""}, {" aria-a=\"", ""}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct slice result = clean(repeated(shapes[i][0], 100000, shapes[i][1]));
        html_visit(result, check_element, NULL);
        arena_release(&arena);
    }
    struct buffer text;
    buffer_init(&text, &arena);
    buffer_append_text(&text, "<p");
    for (int i = 0; i < 100000; i++) {
        buffer_format(&text, " a%d aria-x=%d", i, i);
    }
    buffer_append_text(&text, ">y</p>");
    assert_text(clean(buffer_slice(&text)), "<p aria-x=\"0\">y</p>");
    assert_slice(clean(repeated("<b>", 100000, "")), clean(repeated("<b>", 300, "")));
}

static void test_allowed(void **state) {
    (void)state;
    static const char *const good[] = {"a",     "abbr", "figure", "details", "summary", "section",
                                       "aside", "mark", "time",   "ruby",    "picture", "source",
                                       "audio", "img",  "table",  "td",      "dl",      "kbd",
                                       "sub",   "sup",  "span",   "div",     "h6",      "wbr"};
    static const char *const bad[] = {"script", "style", "iframe", "svg",    "math", "template",
                                      "object", "embed", "form",   "input",  "base", "meta",
                                      "link",   "A",     "",       "button", "x-y",  "html"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(html_element_allowed(slice_from(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(html_element_allowed(slice_from(bad[i])));
    }
    assert_true(html_attribute_allowed(SLICE("a"), SLICE("href")));
    assert_true(html_attribute_allowed(SLICE("td"), SLICE("colspan")));
    assert_true(html_attribute_allowed(SLICE("td"), SLICE("id")));
    assert_true(html_attribute_allowed(SLICE("b"), SLICE("aria-label")));
    assert_false(html_attribute_allowed(SLICE("b"), SLICE("href")));
    assert_false(html_attribute_allowed(SLICE("a"), SLICE("style")));
    assert_false(html_attribute_allowed(SLICE("a"), SLICE("onclick")));
    assert_false(html_attribute_allowed(SLICE("img"), SLICE("srcset")));
    assert_false(html_attribute_allowed(SLICE("a"), SLICE("aria-")));
    assert_false(html_attribute_allowed(SLICE("a"), SLICE("aria-x:y")));
    assert_false(html_attribute_allowed(SLICE("a"), SLICE("")));
    assert_false(html_attribute_allowed(SLICE("script"), SLICE("src")));
}

static void list_element(void *context, struct slice element,
                         const struct html_attribute *attributes, size_t count, size_t line) {
    struct buffer *out = context;
    buffer_format(out, "%zu:%.*s", line, slice_width(element), element.data);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, " %.*s=%.*s", slice_width(attributes[i].name), attributes[i].name.data,
                      slice_width(attributes[i].value), attributes[i].value.data);
    }
    buffer_append_byte(out, '\n');
}

static void test_visit(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    assert_true(html_visit(SLICE("<!DOCTYPE html>\n<html lang=nl>\n<head><title>é</title>\n"
                                 "<script>if (a < b) '<p id=no>'</script></head>\n<body>\n"
                                 "<p id=\"é&amp;b\">x\n<a href='#ü'>y</a></p>\n<img hidden>"),
                           list_element, &out));
    assert_text(buffer_slice(&out), "2:html lang=nl\n3:head\n3:title\n4:script\n5:body\n"
                                    "6:p id=é&b\n7:a href=#ü\n8:img hidden=\n");
    assert_false(html_visit(SLICE(""), list_element, &out));
    /* Lines go on where libxml2's nodes stop counting. */
    buffer_init(&out, &arena);
    struct slice page = repeated("\n", 70000, "<i>");
    struct buffer long_page;
    buffer_init(&long_page, &arena);
    buffer_append_text(&long_page, "<html><body><p>");
    buffer_append(&long_page, page);
    assert_true(html_visit(buffer_slice(&long_page), list_element, &out));
    assert_text(buffer_slice(&out), "1:html\n1:body\n1:p\n70001:i\n");
}

static struct slice text_of(const char *html) {
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_append_text(&out, "|");
    html_text(slice_from(html), &out);
    return buffer_slice(&out);
}

static void test_text(void **state) {
    (void)state;
    assert_text(text_of("<p>Een  <em>zin</em>\n&amp; &#39;meer&#39;.</p><p>Nog een</p>"),
                "|Een zin & 'meer'. Nog een");
    assert_text(text_of("a<b>b</b>c<br>d<wbr>e"), "|abc d e");
    assert_text(text_of("<script>x</script><!-- y -->\n z \n"), "|z");
    assert_text(text_of("<td>a</td><td>b</td>&lt;c&gt;"), "|a b <c>");
    assert_text(text_of(""), "|");
    assert_text(text_of("  "), "|");
}

static void *clean_often(void *context) {
    struct arena own;
    arena_init(&own);
    bool same = true;
    for (int i = 0; i < 200; i++) {
        struct buffer out;
        buffer_init(&out, &own);
        html_clean(SLICE("<p>a<b onclick=x>c</b><script>d</script>"), &own, &out, NULL, NULL);
        same = same && slice_equals(buffer_slice(&out), SLICE("<p>a<b>c</b></p>"));
        arena_reset(&own);
    }
    arena_release(&own);
    *(bool *)context = same;
    return NULL;
}

static void test_threads(void **state) {
    (void)state;
    pthread_t threads[4];
    bool same[4] = {false};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, clean_often, &same[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_true(same[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_plain, release),
        cmocka_unit_test_teardown(test_hostile, release),
        cmocka_unit_test_teardown(test_what_was_dropped, release),
        cmocka_unit_test_teardown(test_schemes_of_a_site, release),
        cmocka_unit_test_teardown(test_depth, release),
        cmocka_unit_test_teardown(test_large_shapes, release),
        cmocka_unit_test_teardown(test_allowed, release),
        cmocka_unit_test_teardown(test_visit, release),
        cmocka_unit_test_teardown(test_text, release),
        cmocka_unit_test_teardown(test_threads, release),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
