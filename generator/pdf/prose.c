/* Prose is HTML that the program made itself, with holes (base/markup.h): a start tag opens a block
 * or changes the style, a text goes to the block that is open, a hole is filled on the way. */
#include "pdf/prose.h"

#include "base/escape.h"
#include "base/limits.h"
#include "formats/html_allowed.h"
#include "formats/html_tokens.h"
#include "site/site.h"

enum { OPEN_MAXIMUM = LIMIT_HTML_DEPTH + 2 * LIMIT_CONTAINER_DEPTH };

/* What an element does: nothing but change the style, open a block that holds text or one that
 * holds blocks, stand on its own, or show nothing at all. */
enum element_role { ROLE_STYLE, ROLE_LEAF, ROLE_CONTAINER, ROLE_VOID, ROLE_NOTHING };

struct element {
    struct slice name;
    enum element_role role;
    enum block_type block;
    uint32_t style;
};

#define ELEMENT(name, role, block, style)                                                          \
    { SLICE_INIT(name), role, block, style }

/* Those that are more than a group of blocks or a part of a sentence. */
static const struct element ELEMENTS[] = {
    ELEMENT("p", ROLE_LEAF, BLOCK_PARAGRAPH, 0),
    ELEMENT("li", ROLE_CONTAINER, BLOCK_ITEM, 0),
    ELEMENT("em", ROLE_STYLE, BLOCK_GROUP, TEXT_ITALIC),
    ELEMENT("strong", ROLE_STYLE, BLOCK_GROUP, TEXT_BOLD),
    ELEMENT("code", ROLE_STYLE, BLOCK_GROUP, TEXT_MONO),
    ELEMENT("a", ROLE_STYLE, BLOCK_GROUP, 0),
    ELEMENT("td", ROLE_CONTAINER, BLOCK_CELL, 0),
    ELEMENT("th", ROLE_CONTAINER, BLOCK_CELL, 0),
    ELEMENT("tr", ROLE_CONTAINER, BLOCK_ROW, 0),
    ELEMENT("ul", ROLE_CONTAINER, BLOCK_LIST, 0),
    ELEMENT("ol", ROLE_CONTAINER, BLOCK_LIST, 0),
    ELEMENT("h1", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("h2", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("h3", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("h4", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("h5", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("h6", ROLE_LEAF, BLOCK_HEADING, 0),
    ELEMENT("pre", ROLE_LEAF, BLOCK_CODE, TEXT_MONO),
    ELEMENT("table", ROLE_CONTAINER, BLOCK_TABLE, 0),
    ELEMENT("caption", ROLE_LEAF, BLOCK_CAPTION, 0),
    ELEMENT("blockquote", ROLE_CONTAINER, BLOCK_QUOTE, 0),
    ELEMENT("figure", ROLE_CONTAINER, BLOCK_FIGURE, 0),
    ELEMENT("figcaption", ROLE_LEAF, BLOCK_CAPTION, 0),
    ELEMENT("summary", ROLE_LEAF, BLOCK_LABEL, 0),
    ELEMENT("dt", ROLE_LEAF, BLOCK_TERM, 0),
    ELEMENT("dd", ROLE_CONTAINER, BLOCK_EXPLANATION, 0),
    ELEMENT("b", ROLE_STYLE, BLOCK_GROUP, TEXT_BOLD),
    ELEMENT("i", ROLE_STYLE, BLOCK_GROUP, TEXT_ITALIC),
    ELEMENT("cite", ROLE_STYLE, BLOCK_GROUP, TEXT_ITALIC),
    ELEMENT("dfn", ROLE_STYLE, BLOCK_GROUP, TEXT_ITALIC),
    ELEMENT("var", ROLE_STYLE, BLOCK_GROUP, TEXT_ITALIC),
    ELEMENT("kbd", ROLE_STYLE, BLOCK_GROUP, TEXT_MONO),
    ELEMENT("samp", ROLE_STYLE, BLOCK_GROUP, TEXT_MONO),
    ELEMENT("tt", ROLE_STYLE, BLOCK_GROUP, TEXT_MONO),
    ELEMENT("del", ROLE_STYLE, BLOCK_GROUP, TEXT_STRUCK),
    ELEMENT("s", ROLE_STYLE, BLOCK_GROUP, TEXT_STRUCK),
    ELEMENT("strike", ROLE_STYLE, BLOCK_GROUP, TEXT_STRUCK),
    ELEMENT("ins", ROLE_STYLE, BLOCK_GROUP, TEXT_UNDERLINED),
    ELEMENT("u", ROLE_STYLE, BLOCK_GROUP, TEXT_UNDERLINED),
    ELEMENT("mark", ROLE_STYLE, BLOCK_GROUP, TEXT_UNDERLINED),
    ELEMENT("sup", ROLE_STYLE, BLOCK_GROUP, TEXT_RAISED),
    ELEMENT("sub", ROLE_STYLE, BLOCK_GROUP, TEXT_LOWERED),
    ELEMENT("small", ROLE_STYLE, BLOCK_GROUP, TEXT_SMALL),
    ELEMENT("thead", ROLE_STYLE, BLOCK_GROUP, 0),
    ELEMENT("tbody", ROLE_STYLE, BLOCK_GROUP, 0),
    ELEMENT("tfoot", ROLE_STYLE, BLOCK_GROUP, 0),
    ELEMENT("rt", ROLE_STYLE, BLOCK_GROUP, TEXT_RAISED),
};

/* An element that is open, and what was so before it. */
struct open {
    struct slice name;
    struct block *container;
    struct block *leaf;
    uint32_t style;
    const struct text_link *link;
    bool ends_link; /* the number of its page comes behind it */
};

struct reading {
    struct prose_context *context;
    struct arena *arena;
    const struct prose *prose;
    const struct markup *markup;
    struct slice language;
    struct open open[OPEN_MAXIMUM];
    size_t open_count;
    size_t ignored; /* elements that are open beyond OPEN_MAXIMUM */
    struct block *container;
    struct block *leaf; /* the block that text goes to; NULL: a paragraph is made for it */
    bool after_space;   /* white space here shows nothing */
    uint32_t style;
    const struct text_link *link;
    struct note **notes; /* by footnote; NULL while it was not used */
    uint32_t *note_order;
    uint32_t note_count;
    uint32_t hole; /* the next of markup->holes */
};

static const struct element *element_of(struct slice name) {
    static const struct element group = {SLICE_INIT(""), ROLE_CONTAINER, BLOCK_GROUP, 0};
    static const struct element plain = {SLICE_INIT(""), ROLE_STYLE, BLOCK_GROUP, 0};
    static const struct element alone = {SLICE_INIT(""), ROLE_VOID, BLOCK_GROUP, 0};
    static const struct element nothing = {SLICE_INIT(""), ROLE_NOTHING, BLOCK_GROUP, 0};
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (slice_equals_folded(ELEMENTS[i].name, name)) {
            return &ELEMENTS[i];
        }
    }
    const struct html_element *row = html_element_find(name);
    if (row == NULL) {
        return &plain;
    }
    switch (row->treatment) {
    case HTML_KEEP_BLOCK:
        return &group;
    case HTML_KEEP_INLINE:
        return &plain;
    case HTML_KEEP_VOID:
        return &alone;
    case HTML_DROP:
    case HTML_DROP_RAW:
        break;
    }
    return &nothing;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static struct block *leaf_of(struct reading *reading) {
    if (reading->leaf == NULL) {
        reading->leaf = block_add(reading->container, reading->arena, BLOCK_PARAGRAPH);
        reading->after_space = true;
    }
    return reading->leaf;
}

static struct run *add_run(struct reading *reading, struct slice text, uint32_t style) {
    struct run *run = text_add(&leaf_of(reading)->text, reading->arena, text, style);
    run->link = reading->link;
    return run;
}

/* Adds decoded text; white space becomes one space, but for that of code. */
static void add_text(struct reading *reading, struct slice text) {
    bool code = reading->leaf != NULL && reading->leaf->type == BLOCK_CODE;
    struct buffer out;
    buffer_init(&out, reading->arena);
    bool after_space = reading->leaf == NULL || reading->after_space;
    for (size_t i = 0; i < text.length; i++) {
        bool space = !code && is_space(text.data[i]);
        if (!space || !after_space) {
            buffer_append_byte(&out, space ? ' ' : text.data[i]);
        }
        after_space = space;
    }
    if (out.length > 0) {
        add_run(reading, buffer_slice(&out), reading->style);
        reading->after_space = after_space;
    }
}

static void add_markup(struct reading *reading, struct slice html) {
    struct buffer out;
    buffer_init(&out, reading->arena);
    html_decode(&out, html);
    add_text(reading, buffer_slice(&out));
}

static const struct target *target_of(const struct reading *reading, uint32_t link) {
    static const struct target none = {.type = TARGET_NONE};
    return reading->prose->targets == NULL ? &none : &reading->prose->targets[link];
}

/* The link to a path of the site, or to an item; NULL when it leads nowhere. */
static const struct text_link *link_to(const struct reading *reading, const struct item *item,
                                       struct slice path, struct slice anchor) {
    const struct prose_context *context = reading->context;
    struct text_link *link = arena_new(reading->arena, struct text_link, 1);
    link->destination = item == NULL ? NULL : context->destination(context->context, item, anchor);
    link->address =
        link->destination != NULL ? SLICE("") : context->address(context->context, path, anchor);
    return link->destination != NULL || link->address.length > 0 ? link : NULL;
}

/* The link out of the site; NULL when no reader should be led there. */
static const struct text_link *link_out(const struct reading *reading, struct slice address) {
    if (address_scheme(address).length == 0 || !address_is_allowed(address)) {
        return NULL;
    }
    struct text_link *link = arena_new(reading->arena, struct text_link, 1);
    struct buffer out;
    buffer_init(&out, reading->arena);
    escape_percent(&out, address, "/:?#[]@!$&'()*+,;=%");
    link->address = buffer_slice(&out);
    return link;
}

static const struct text_link *link_of(const struct reading *reading, uint32_t index) {
    const struct target *target = target_of(reading, index);
    struct slice none = slice_of("", 0);
    switch (target->type) {
    case TARGET_ITEM:
        return link_to(reading, target->to.item, target->to.item->address, target->anchor);
    case TARGET_ASSET:
        return link_to(reading, NULL, target->to.asset->address, none);
    case TARGET_LIST:
        return link_to(reading, NULL, kind_list_address(target->to.kind, 1, reading->arena), none);
    case TARGET_EXTERNAL:
        return link_out(reading, reading->markup->links[index].destination);
    case TARGET_MAP:
    case TARGET_NONE:
        break;
    }
    return NULL;
}

static void fill_title(struct reading *reading, uint32_t index) {
    add_text(reading, target_title(target_of(reading, index),
                                   reading->markup->links[index].destination, reading->language));
}

/* Another item that is shown here: a box with its title and its text. */
static void fill_embed(struct reading *reading, uint32_t index) {
    const struct target *target = target_of(reading, index);
    struct prose_context *context = reading->context;
    if (target->type != TARGET_ITEM || context->depth >= LIMIT_EMBED_DEPTH) {
        return;
    }
    const struct item *item = target->to.item;
    reading->leaf = NULL;
    struct block *box = block_add(reading->container, reading->arena, BLOCK_BOX);
    struct block *label = block_add(box, reading->arena, BLOCK_LABEL);
    text_add(&label->text, reading->arena, kind_label(item->kind, reading->language), TEXT_FAINT);
    text_add(&label->text, reading->arena, SLICE("  "), 0);
    struct run *run = text_add(&label->text, reading->arena, item->title, TEXT_BOLD);
    run->link = link_to(reading, item, item->address, SLICE(""));
    context->depth++;
    if (item->body != NULL) {
        prose_read(item->body, context, box);
    }
    context->depth--;
}

static void fill_footnote(struct reading *reading, uint32_t index) {
    struct note *note = reading->notes[index];
    if (note == NULL) {
        note = arena_new(reading->arena, struct note, 1);
        reading->notes[index] = note;
        reading->note_order[reading->note_count++] = index;
        note->number = reading->note_count;
    }
    const struct run *before = reading->leaf == NULL ? NULL : reading->leaf->text.last;
    bool follows = before != NULL && before->note != NULL;
    struct slice number =
        arena_format(reading->arena, follows ? ",\xE2\x80\x89%u" : "%u", (unsigned)note->number);
    struct run *run = add_run(reading, number, TEXT_RAISED);
    run->note = note;
    run->link = NULL;
    reading->after_space = false;
}

static void fill_label(struct reading *reading, uint32_t index) {
    struct slice type = reading->markup->callouts[index].type;
    const struct prose_context *context = reading->context;
    add_text(reading, context->label(context->context, type, reading->language));
}

/* A hole between tags. */
static void fill_hole(struct reading *reading, const struct markup_hole *hole) {
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_TITLE:
        fill_title(reading, hole->index);
        break;
    case MARKUP_HOLE_EMBED:
        fill_embed(reading, hole->index);
        break;
    case MARKUP_HOLE_FOOTNOTE:
        fill_footnote(reading, hole->index);
        break;
    case MARKUP_HOLE_CALLOUT_LABEL:
        fill_label(reading, hole->index);
        break;
    case MARKUP_HOLE_ADDRESS: /* these stand within tags */
    case MARKUP_HOLE_CLASS:
    case MARKUP_HOLE_IMAGE_SIZE:
    case MARKUP_HOLE_ID:
    case MARKUP_HOLE_ANCHOR:
    case MARKUP_HOLE_CALLOUT:
    case MARKUP_HOLE_TICK:
    case MARKUP_HOLE_TICK_LABEL:
    case MARKUP_HOLE_TERM: /* links to terms are a help on a screen */
        break;
    }
}

/* What the holes within a start tag say of it. */
struct tag_facts {
    const struct text_link *link;
    uint32_t image; /* index of the link that a picture is, or MARKUP_NONE */
    struct destination *destination;
    struct slice class_name;
    struct slice alternative;
    int64_t start;
    bool ticked;
    bool has_start;
};

static struct destination *place_here(const struct reading *reading, uint32_t anchor) {
    const struct prose_context *context = reading->context;
    return context->depth > 0 ? NULL
                              : context->destination(context->context, reading->prose->owner,
                                                     reading->markup->anchors[anchor].id);
}

static void take_hole(struct reading *reading, const struct markup_hole *hole,
                      struct tag_facts *facts) {
    const struct item *owner = reading->prose->owner;
    const struct item *item = NULL;
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_ADDRESS:
        facts->link = link_of(reading, hole->index);
        facts->image = hole->index;
        break;
    case MARKUP_HOLE_ID:
        facts->destination = place_here(reading, hole->index);
        break;
    case MARKUP_HOLE_ANCHOR:
        facts->link = link_to(reading, owner, owner == NULL ? SLICE("") : owner->address,
                              reading->markup->anchors[hole->index].id);
        break;
    case MARKUP_HOLE_CALLOUT:
        item = owner == NULL || owner->callout_items == NULL ? NULL
                                                             : owner->callout_items[hole->index];
        facts->link = item == NULL ? NULL : link_to(reading, item, item->address, SLICE(""));
        break;
    default:
        break;
    }
}

static struct slice decoded(const struct reading *reading, struct slice value) {
    struct buffer out;
    buffer_init(&out, reading->arena);
    html_decode(&out, value);
    return buffer_slice(&out);
}

static struct tag_facts read_tag(struct reading *reading, const struct html_token *token) {
    struct tag_facts facts = {.image = MARKUP_NONE};
    uint32_t from = (uint32_t)(token->tag.data - reading->markup->html.data);
    uint32_t to = from + (uint32_t)token->tag.length;
    const struct markup *markup = reading->markup;
    while (reading->hole < markup->hole_count && markup->holes[reading->hole].at < from) {
        reading->hole++;
    }
    for (; reading->hole < markup->hole_count && markup->holes[reading->hole].at <= to;
         reading->hole++) {
        take_hole(reading, &markup->holes[reading->hole], &facts);
    }
    struct slice tag = token->tag;
    struct slice name;
    struct slice value;
    while (html_next_attribute(&tag, &name, &value)) {
        if (slice_equals_folded(name, SLICE("class"))) {
            facts.class_name = value;
        } else if (slice_equals_folded(name, SLICE("alt"))) {
            facts.alternative = decoded(reading, value);
        } else if (slice_equals_folded(name, SLICE("checked"))) {
            facts.ticked = true;
        } else if (slice_equals_folded(name, SLICE("href")) && facts.link == NULL) {
            facts.link = link_out(reading, decoded(reading, value)); /* written, no hole */
        } else if (slice_equals_folded(name, SLICE("start")) ||
                   slice_equals_folded(name, SLICE("value"))) {
            facts.has_start = slice_to_integer(value, &facts.start);
        }
    }
    return facts;
}

static bool has_class(const struct tag_facts *facts, struct slice name) {
    struct slice rest = facts->class_name;
    struct slice one;
    while (slice_cut(&rest, ' ', &one)) {
        if (slice_equals(one, name)) {
            return true;
        }
    }
    return false;
}

static struct place place_of_link(const struct reading *reading, uint32_t index) {
    const struct markup_link *link = &reading->markup->links[index];
    const struct item *owner = reading->prose->owner;
    return owner == NULL ? place_file(SLICE("")) : place_of(owner->path, link->start, link->end);
}

/* A picture stands in a figure of its own, and cuts the paragraph that it stands in. */
static void add_picture(struct reading *reading, const struct tag_facts *facts) {
    const struct target *target =
        facts->image == MARKUP_NONE ? NULL : target_of(reading, facts->image);
    struct block *figure = reading->container;
    struct block *leaf = reading->leaf;
    if (figure->type != BLOCK_FIGURE || figure->asset != NULL) {
        figure = block_add(reading->container, reading->arena, BLOCK_FIGURE);
        bool empty = leaf != NULL && leaf->type == BLOCK_PARAGRAPH && leaf->text.first == NULL;
        reading->leaf = leaf != NULL && (leaf->type != BLOCK_PARAGRAPH || empty) ? leaf : NULL;
    }
    figure->alternative = facts->alternative;
    if (target != NULL && target->type == TARGET_ASSET) {
        figure->asset = target->to.asset;
        figure->place = place_of_link(reading, facts->image);
    }
}

static void set_item(struct block *block, const struct tag_facts *facts) {
    const struct block *list = block->parent;
    const struct block *before = NULL;
    for (const struct block *other = list->first; other != block; other = other->next) {
        before = other;
    }
    block->number = before == NULL ? list->number : before->number + 1;
    if (facts->has_start && facts->start >= 0 && facts->start < UINT32_MAX) {
        block->number = (uint32_t)facts->start;
    }
}

static void set_cell(struct block *block, struct slice name, const struct tag_facts *facts) {
    block->is_head = slice_equals_folded(name, SLICE("th"));
    block->alignment = has_class(facts, SLICE("align-right"))    ? ALIGN_RIGHT
                       : has_class(facts, SLICE("align-center")) ? ALIGN_CENTER
                                                                 : ALIGN_LEFT;
    struct block *row = block->parent;
    if (row != NULL && row->type == BLOCK_ROW && row->first == block) {
        row->is_head = true;
    }
    if (row != NULL && row->type == BLOCK_ROW) {
        row->is_head = row->is_head && block->is_head;
    }
}

/* What is special about a block that was just begun. */
static void set_block(struct block *block, struct slice name, const struct tag_facts *facts) {
    block->destination = facts->destination;
    switch (block->type) {
    case BLOCK_HEADING:
        block->level = (uint8_t)(name.data[1] - '0');
        break;
    case BLOCK_LIST:
        block->ordered = (name.data[0] | 32) == 'o';
        block->number = facts->has_start && facts->start >= 0 && facts->start < UINT32_MAX
                            ? (uint32_t)facts->start
                            : 1;
        break;
    case BLOCK_ITEM:
        if (block->parent != NULL) {
            set_item(block, facts);
        }
        break;
    case BLOCK_CELL:
        set_cell(block, name, facts);
        break;
    case BLOCK_BOX:
        block->is_loud = has_class(facts, SLICE("callout-warning")) ||
                         has_class(facts, SLICE("callout-caution")) ||
                         has_class(facts, SLICE("callout-important"));
        break;
    default:
        break;
    }
}

static enum block_type block_of(const struct element *element, const struct tag_facts *facts) {
    if (has_class(facts, SLICE("callout"))) {
        return BLOCK_BOX;
    }
    return has_class(facts, SLICE("callout-title")) ? BLOCK_LABEL : element->block;
}

static void open_block(struct reading *reading, const struct element *element, struct slice name,
                       const struct tag_facts *facts) {
    enum block_type type = block_of(element, facts);
    struct block *block = block_add(reading->container, reading->arena, type);
    set_block(block, name, facts);
    if (element->role == ROLE_LEAF) {
        reading->leaf = block;
        reading->after_space = true;
    } else {
        reading->container = block;
        reading->leaf = NULL;
    }
    reading->style = element->role == ROLE_LEAF && type == BLOCK_CODE ? TEXT_MONO : 0;
    if (type == BLOCK_LABEL) {
        reading->style = TEXT_BOLD;
    }
}

static void open_element(struct reading *reading, const struct html_token *token) {
    struct tag_facts facts = read_tag(reading, token);
    struct slice name = token->text;
    if (slice_equals_folded(name, SLICE("br"))) {
        add_run(reading, SLICE("\xE2\x80\xA8"), reading->style);
        reading->after_space = true;
        return;
    }
    if (slice_equals_folded(name, SLICE("img"))) {
        add_picture(reading, &facts);
        return;
    }
    if (slice_equals_folded(name, SLICE("hr"))) {
        reading->leaf = NULL;
        block_add(reading->container, reading->arena, BLOCK_RULE);
        return;
    }
    if (slice_equals_folded(name, SLICE("input"))) {
        reading->container->has_box = reading->container->type == BLOCK_ITEM;
        reading->container->ticked = facts.ticked;
        return;
    }
    const struct element *element = element_of(name);
    if (element->role == ROLE_VOID) {
        return;
    }
    if (reading->open_count == OPEN_MAXIMUM) {
        reading->ignored++;
        return;
    }
    struct open *open = &reading->open[reading->open_count++];
    *open = (struct open){name,           reading->container, reading->leaf,
                          reading->style, reading->link,      false};
    if (element->role == ROLE_STYLE) {
        reading->style |= element->style;
        reading->style |= has_class(&facts, SLICE("callout-label")) ? TEXT_LOUD | TEXT_SMALL : 0;
        if (facts.link != NULL) {
            reading->link = facts.link;
            open->ends_link = true;
        }
    } else {
        open_block(reading, element, name, &facts);
    }
}

static void close_element(struct reading *reading, struct slice name) {
    if (reading->ignored > 0) {
        reading->ignored--;
        return;
    }
    size_t at = reading->open_count;
    while (at > 0 && !slice_equals_folded(reading->open[at - 1].name, name)) {
        at--;
    }
    if (at == 0) {
        return;
    }
    const struct open *open = &reading->open[at - 1];
    const struct text_link *link = reading->link;
    reading->open_count = at - 1;
    reading->style = open->style;
    reading->link = open->link;
    if (element_of(name)->role != ROLE_STYLE) {
        reading->container = open->container;
        reading->leaf = NULL;
    } else if (open->ends_link && reading->leaf != NULL &&
               (reading->leaf->type == BLOCK_PARAGRAPH || reading->leaf->type == BLOCK_TERM)) {
        prose_tell_page(reading->context, &reading->leaf->text, link, reading->style);
    }
}

/* Fills the holes that stand at or before `at`. */
static void fill_until(struct reading *reading, uint32_t at) {
    const struct markup *markup = reading->markup;
    for (; reading->hole < markup->hole_count && markup->holes[reading->hole].at <= at;
         reading->hole++) {
        fill_hole(reading, &markup->holes[reading->hole]);
    }
}

/* A text with the holes in it. */
static void read_text(struct reading *reading, struct slice text) {
    const struct markup *markup = reading->markup;
    uint32_t from = (uint32_t)(text.data - markup->html.data);
    uint32_t to = from + (uint32_t)text.length;
    while (reading->hole < markup->hole_count && markup->holes[reading->hole].at < to) {
        uint32_t at = markup->holes[reading->hole].at;
        add_markup(reading, slice_between(markup->html, from, at));
        fill_hole(reading, &markup->holes[reading->hole++]);
        from = at;
    }
    add_markup(reading, slice_between(markup->html, from, to));
}

static void read_range(struct reading *reading, uint32_t from, uint32_t to, struct block *parent) {
    reading->container = parent;
    reading->leaf = NULL;
    reading->style = 0;
    reading->link = NULL;
    reading->open_count = 0;
    reading->ignored = 0;
    reading->hole = markup_first_hole(reading->markup, from);
    struct html_tokens tokens = {.html = slice_take(reading->markup->html, to), .at = from};
    struct html_token token;
    while (html_next_token(&tokens, &token)) {
        uint32_t start = (uint32_t)(token.text.data - reading->markup->html.data);
        if (token.type != HTML_TOKEN_TEXT) {
            fill_until(reading, start - 1);
        }
        if (token.type == HTML_TOKEN_TEXT) {
            read_text(reading, token.text);
        } else if (token.type == HTML_TOKEN_END) {
            close_element(reading, token.text);
        } else if (element_of(token.text)->role == ROLE_NOTHING) {
            html_skip_raw_text(&tokens, token.text);
        } else {
            open_element(reading, &token);
        }
    }
    fill_until(reading, to);
}

void prose_tell_page(struct prose_context *context, struct text *text, const struct text_link *link,
                     uint32_t style) {
    if (link == NULL || link->destination == NULL || link->destination->told == context->chapter) {
        return;
    }
    link->destination->told = context->chapter;
    struct run *run = text_add(text, context->arena, SLICE(""), style | TEXT_FAINT);
    run->link = link;
    run->is_page = true;
}

void prose_read(const struct prose *prose, struct prose_context *context, struct block *parent) {
    const struct markup *markup = prose->markup;
    if (markup == NULL) {
        return;
    }
    struct arena *arena = context->arena;
    struct arena_mark mark = arena_mark(context->scratch);
    struct reading *reading = arena_new(context->scratch, struct reading, 1);
    reading->context = context;
    reading->arena = arena;
    reading->prose = prose;
    reading->markup = markup;
    reading->language = prose->owner == NULL ? SLICE("") : prose->owner->language;
    reading->notes = arena_new(arena, struct note *, markup->footnote_count);
    reading->note_order = arena_new(arena, uint32_t, markup->footnote_count);
    read_range(reading, prose->from, prose->to, parent);
    /* A note may use others: the list grows while it is walked. */
    for (uint32_t i = 0; i < reading->note_count; i++) {
        const struct markup_footnote *footnote = &markup->footnotes[reading->note_order[i]];
        struct block *content = block_add(NULL, arena, BLOCK_GROUP);
        reading->notes[reading->note_order[i]]->content = content;
        read_range(reading, footnote->from, footnote->to, content);
    }
    arena_restore(context->scratch, mark);
}
