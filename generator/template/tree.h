/* The tree of a template: what the parser makes and rendering walks. It is made once, in the set's
 * arena, and never changed by rendering.
 *
 *     source ──lexer──▶ tokens ──parser──▶ tree ──scope──▶ names are slots ──context──▶ escaping is
 * known ──check──▶
 *
 * A function is a piece of template with slots of its own: the top of a template, a block, a macro,
 * the body of a call. A name in it is a slot of its own frame, or of the frame of a function around
 * it. Names that the template itself does not set come from the context; they are put in a slot
 * when the function begins. */
#ifndef TEMPLATE_TREE_H
#define TEMPLATE_TREE_H

#include "base/value.h"

enum { NO_SLOT = INT32_MAX };

struct filter;
struct test;
struct statement;
struct expression;
struct template;
struct macro;

/* A slot, in the frame `level` functions outwards. */
struct reference {
    uint32_t slot;
    uint32_t level;
};

enum expression_type {
    EXPRESSION_LITERAL,
    EXPRESSION_NAME,
    EXPRESSION_ATTRIBUTE, /* of.name */
    EXPRESSION_SUBSCRIPT, /* of[index] */
    EXPRESSION_SLICE,     /* of[from:to:step] */
    EXPRESSION_CALL,
    EXPRESSION_FILTER,
    EXPRESSION_TEST,
    EXPRESSION_NOT,
    EXPRESSION_NEGATIVE,
    EXPRESSION_POSITIVE,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_ADD,
    EXPRESSION_SUBTRACT,
    EXPRESSION_MULTIPLY,
    EXPRESSION_DIVIDE,
    EXPRESSION_FLOOR_DIVIDE,
    EXPRESSION_MODULO,
    EXPRESSION_POWER,
    EXPRESSION_CONCATENATE, /* entries joined by ~ */
    EXPRESSION_COMPARE,     /* a chain: entries[0] op[0] entries[1] op[1] … */
    EXPRESSION_CHOICE,      /* a if condition else b */
    EXPRESSION_LIST,
    EXPRESSION_TUPLE,
    EXPRESSION_MAP, /* entries: key, value, key, value */
    EXPRESSION_BODY /* what a filter block filters: the text that was captured */
};

enum comparison {
    COMPARE_EQUAL,
    COMPARE_UNEQUAL,
    COMPARE_LESS,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER,
    COMPARE_GREATER_EQUAL,
    COMPARE_IN,
    COMPARE_NOT_IN
};

/* name=value in a call. */
struct named_argument {
    struct slice name;
    uint32_t start; /* of the name */
    struct expression *value;
};

/* The arguments of a call. */
struct arguments {
    struct expression **positional;
    struct named_argument *named;
    uint32_t positional_count;
    uint32_t named_count;
};

/* The fields of `loop`. */
enum loop_member {
    LOOP_UNKNOWN,
    LOOP_INDEX,
    LOOP_INDEX0,
    LOOP_REVINDEX,
    LOOP_REVINDEX0,
    LOOP_FIRST,
    LOOP_LAST,
    LOOP_LENGTH,
    LOOP_PREVITEM,
    LOOP_NEXTITEM,
    LOOP_DEPTH,
    LOOP_DEPTH0,
    LOOP_CYCLE,
    LOOP_CHANGED,
    LOOP_MEMBER_COUNT
};

enum { FILTER_PARAMETERS = 5 };

/* A filter or a test with its arguments put in the order of its parameters; NULL where none was
 * given. */
struct application {
    const struct filter *filter;
    const struct test *test;
    struct expression *given[FILTER_PARAMETERS];
    const struct application *inner; /* what map applies, or what select asks */
    struct slice name;               /* as written; filter and test are NULL when it is unknown */
};

struct expression {
    uint8_t type;        /* enum expression_type */
    uint8_t parentheses; /* whether it stood in parentheses: (a, b) */
    uint16_t height;     /* of the tree below it, for the limit on depth */
    uint32_t start;      /* byte range in the source */
    uint32_t end;
    uint32_t count; /* entries of a list, tuple, map, concatenation, comparison */
    union {
        struct value literal;
        struct {
            struct slice text;
            uint32_t symbol;
            struct reference reference;
        } name;
        struct {
            struct expression *of;
            struct slice name;
            uint32_t name_start;
            uint8_t loop_member; /* enum loop_member: what it is of a `loop` */
        } attribute;
        struct {
            struct expression *of;
            struct expression *index;
        } subscript;
        struct {
            struct expression *of;
            struct expression *from; /* each of the three may be NULL */
            struct expression *to;
            struct expression *step;
        } slice;
        struct {
            struct expression *of;
            struct arguments arguments;
        } call;
        struct {
            struct expression *of;
            struct application *application;
        } filter; /* also for a test */
        struct {
            struct expression *left; /* the only one of a unary operator */
            struct expression *right;
        } operation;
        struct {
            struct expression **entries;
            const uint8_t *comparisons; /* enum comparison */
        } list;
        struct {
            struct expression *condition;
            struct expression *yes;
            struct expression *no; /* NULL without else */
        } choice;
    } as;
};

/* How a value is written, decided by where in the HTML it stands. */
enum escaping {
    ESCAPING_PLAIN,        /* as Jinja's autoescape */
    ESCAPING_TEXT,         /* element text */
    ESCAPING_ATTRIBUTE,    /* a quoted attribute, the text of <title> and <textarea>, a comment */
    ESCAPING_ADDRESS,      /* the beginning of an address attribute */
    ESCAPING_ADDRESS_PART, /* later in an address, where no scheme can be made any more */
    ESCAPING_ADDRESS_UNSETTLED, /* later in an address of which only data stand before it */
    ESCAPING_IMAGES,            /* srcset */
    ESCAPING_STYLE,             /* a value in CSS */
    ESCAPING_SCRIPT,            /* a JSON value in a script */
    ESCAPING_SCRIPT_ATTRIBUTE,  /* a JSON value in an attribute that holds script */
    ESCAPING_BLOCK,  /* super() in the very place that its block was made for: as it is */
    ESCAPING_NOWHERE /* text that is never written, as outside the blocks of a template that extends
                        one */
};

/* What is assigned to: one name, or several that a list is taken apart into. */
struct target {
    struct reference reference; /* of one name */
    uint32_t symbol;
    struct slice name;
    uint32_t start;
    uint32_t end;
    struct target *parts;
    uint32_t part_count; /* 0: one name */
    struct slice member; /* name.member = …, of a namespace; empty otherwise */
};

/* At the beginning of a scope, and of each turn of a loop, a slot that the scope sets gets the
 * value that the name has outside, or nothing. */
struct scope_entry {
    uint32_t slot;
    bool empty;
    struct reference outer;
};

/* A name that a scope sets: what a template that is included from it sees. */
struct visible {
    uint32_t symbol;
    uint32_t slot;
    bool imported; /* by import or from: not passed on to who imports this template */
};

struct scope {
    struct scope_entry *entries;
    uint32_t entry_count;
    struct visible *visible; /* by rising symbol */
    uint32_t visible_count;
    uint32_t depth; /* of the function it is in: 0, or more for a macro in a function */
    const struct scope *parent;
};

/* A name that a function takes from the context when it begins. */
struct context_name {
    uint32_t symbol;
    uint32_t slot;
};

struct function {
    struct template *template;
    struct statement *body;
    uint32_t slot_count;
    uint32_t height; /* how deep its statements and expressions go, for the limit on the stack */
    struct context_name *context_names;
    uint32_t context_name_count;
    struct scope scope;
};

struct parameter {
    struct target name;
    struct expression *fallback; /* NULL: none */
};

struct macro {
    struct function function;
    struct slice name; /* empty for the body of a call */
    struct parameter *parameters;
    uint32_t parameter_count;
    bool uses_caller;
    bool takes_caller;    /* as a parameter */
    uint32_t caller_slot; /* NO_SLOT if it does not ask for `caller`, or has it as a parameter */
    uint32_t start;
};

struct block {
    struct function function;
    struct slice name;
    uint32_t symbol;
    uint32_t start; /* of the name */
    uint32_t end;
    bool scoped;
    bool required;
    bool nested;                       /* in another block */
    bool conditional;                  /* in an if, for or macro */
    const struct html_state *begins;   /* where in the HTML it stands; NULL: not yet known */
    const struct template *walked_for; /* the page for which its escaping was decided last */
    struct block *next;                /* of the same template, in source order */
};

enum statement_type {
    STATEMENT_TEXT,
    STATEMENT_OUTPUT,
    STATEMENT_IF,
    STATEMENT_FOR,
    STATEMENT_SET,
    STATEMENT_SET_BLOCK,
    STATEMENT_WITH,
    STATEMENT_BLOCK,
    STATEMENT_EXTENDS,
    STATEMENT_INCLUDE,
    STATEMENT_IMPORT,
    STATEMENT_FROM,
    STATEMENT_MACRO,
    STATEMENT_CALL,
    STATEMENT_FILTER
};

struct branch {
    struct expression *condition; /* NULL: else */
    struct statement *body;
    struct branch *next;
};

struct assignment {
    struct target target;
    struct expression *value;
};

struct imported {
    struct slice name;
    uint32_t symbol;
    uint32_t start;
    uint32_t end;
    struct target target;
};

struct statement {
    uint8_t type;         /* enum statement_type */
    uint8_t escaping;     /* enum escaping, of an output */
    uint32_t checked_for; /* the check that looked last at the template it includes */
    uint32_t start;
    uint32_t end;
    struct statement *next;
    union {
        struct slice text;
        struct expression *output;
        struct branch *branches;
        struct {
            struct target target;
            struct expression *over;
            struct expression *condition; /* NULL: none */
            struct statement *body;
            struct statement *otherwise;
            struct scope scope;
            struct scope else_scope;
            struct scope condition_scope;
            struct target condition_target; /* the target in the scope of the condition */
            uint32_t loop_slot;             /* NO_SLOT if `loop` is not used */
            uint32_t first_slot;            /* the slots of the loop and all that is in it */
            uint32_t end_slot;
            bool uses_loop;
            bool recursive;
        } loop;
        struct assignment set;
        struct {
            struct target target;
            struct expression *filter; /* around EXPRESSION_BODY; NULL: none */
            struct statement *body;
            struct scope scope;
        } set_block;
        struct {
            struct assignment *assignments;
            uint32_t count;
            struct statement *body;
            struct scope scope;
        } with;
        struct {
            struct block *block;
            const struct scope *scope; /* that a scoped block sees */
        } block;
        struct {
            struct slice name; /* of the parent */
            struct template *template;
        } extends;
        struct {
            struct slice *names; /* the first that exists is taken */
            uint32_t *starts;
            uint32_t name_count;
            bool ignore_missing;
            bool with_context;
            struct template *template; /* NULL if none exists */
            const struct scope *scope; /* that it stands in */
            struct target target;      /* of import */
            struct imported *imports;  /* of from */
            uint32_t import_count;
        } include; /* and import and from */
        struct {
            struct macro *macro;
            struct target target;
        } macro;
        struct {
            struct macro *body;
            struct expression *call;
        } call;
        struct {
            struct expression *filter;
            struct statement *body;
            struct scope scope;
        } filter;
    } as;
};

/* The blocks of one name in a template and its parents, the one that wins first. */
struct block_stack {
    uint32_t symbol;
    uint32_t count;
    struct block **blocks;
};

struct html_state;

struct template {
    struct slice name;
    struct slice path;
    struct slice text;
    struct function function;
    struct block *blocks;      /* its own */
    struct statement *extends; /* NULL: none */
    struct template *parent;
    struct block_stack *stacks; /* of itself and its parents */
    uint32_t stack_count;
    struct statement **includes; /* its include, import and from statements */
    uint32_t include_count;
    uint32_t index;                  /* its number in the set */
    const struct html_state *begins; /* where in the HTML it begins; NULL: not yet known */
    struct template *other;          /* the same file, beginning elsewhere */
    uint32_t copies;                 /* how many others there are */
    bool walked;                     /* its escaping is decided */
    const struct checked_module
        *module; /* what it sets, the same for every page; NULL: not known */
    bool broken; /* it has a mistake that keeps it from rendering */
};

#endif
