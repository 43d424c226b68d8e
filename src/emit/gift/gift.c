/* gift: questions as Moodle's GIFT text. Texts are HTML, so that Moodle shows `<` and line ends as
 * they are; every sign of GIFT's own, the backslash first, is escaped, so that \nabla stays TeX. A
 * line never starts with //, which Moodle drops even inside a question. */
#include "emit/quiz_html.h"

#include "base/hash.h"

static void put_escaped(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') {
            buf_c(b, "\\n");
            continue;
        }
        if (s.p[i] && strchr("\\:#={}~", s.p[i]))
            buf_byte(b, '\\');
        buf_byte(b, s.p[i]);
    }
}

/* A text Moodle reads as HTML. */
static void put_html(struct buf *b, struct str s) {
    put_escaped(b, quiz_html_plain(b->a, s));
}

/* An answer that is compared as it stands; `->` in it would make the question a matching one. */
static void put_plain(struct buf *b, struct str s) {
    put_escaped(b, str_replace(b->a, s, STR("->"), STR("→")));
}

static void put_choices(struct buf *b, const struct quiz_item *q) {
    size_t right = 0, wrong = 0;
    for (size_t i = 0; i < q->n_options; i++)
        *(q->options[i].right ? &right : &wrong) += 1;
    bool several = q->item->kind == ITEM_MULTIPLE_RESPONSE;
    buf_c(b, "{\n");
    for (size_t i = 0; i < q->n_options; i++) {
        bool is_right = q->options[i].right;
        buf_byte(b, '\t');
        if (several) {
            int64_t of = (int64_t)(is_right ? right : wrong);
            buf_c(b, is_right ? "~%" : "~%-");
            buf_fixed(b, (10000000 + of / 2) / of, 5);
            buf_byte(b, '%');
        } else {
            buf_byte(b, is_right ? '=' : '~');
        }
        put_html(b, q->options[i].text);
        buf_byte(b, '\n');
    }
}

static void put_pairs(struct buf *b, const struct quiz_item *q) {
    buf_c(b, "{\n");
    for (size_t i = 0; i < q->n_pairs; i++) {
        buf_c(b, "\t=");
        put_html(b, q->pairs[i].left);
        buf_c(b, " -> ");
        put_plain(b, q->pairs[i].right);
        buf_byte(b, '\n');
    }
}

static void put_answer(struct buf *b, const struct quiz_item *q) {
    switch ((enum item_kind)q->item->kind) {
    case ITEM_SINGLE_CHOICE:
    case ITEM_MULTIPLE_RESPONSE:
        put_choices(b, q);
        break;
    case ITEM_TRUE_FALSE:
        buf_c(b, q->item->is_true ? "{TRUE" : "{FALSE");
        break;
    case ITEM_FILL_BLANK:
        buf_c(b, "{=");
        put_plain(b, q->answers[0]);
        break;
    case ITEM_MATCHING:
        put_pairs(b, q);
        break;
    default:
        buf_byte(b, '{');
    }
}

/* What is shown after answering: the explanation, or the answer of a question nobody marks. */
static void put_feedback(struct buf *b, const struct quiz_item *q) {
    bool is_open = q->item->kind == ITEM_SHORT_ANSWER || q->item->kind == ITEM_TERM ||
                   q->item->kind == ITEM_ORDERING;
    struct str text = is_open ? q->answer : q->explanation;
    if (text.n) {
        buf_c(b, "####");
        put_html(b, text);
    }
    buf_c(b, "}");
}

static void put_question(struct buf *b, const struct quiz_item *q) {
    size_t blank = q->item->kind == ITEM_FILL_BLANK
                       ? str_find(q->stem, q->item->n_answers ? STR("____") : STR(""))
                       : SIZE_MAX;
    buf_printf(b, "::%.*s::[html]", STR_ARG(hash_hex(b->a, q->item->id)));
    put_html(b, str_slice(q->stem, 0, blank == SIZE_MAX ? q->stem.n : blank));
    put_answer(b, q);
    put_feedback(b, q);
    if (blank != SIZE_MAX)
        put_html(b, str_from(q->stem, blank + strlen("____")));
    buf_c(b, "\n\n");
}

static void put_category(struct buf *b, const struct emit_input *in, struct str section) {
    buf_c(b, "$CATEGORY: ");
    buf_str(b, quiz_category(b->a, in->title, section));
    buf_c(b, "\n\n");
}

static bool emit_gift(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    struct buf b = buf_in(a);
    struct str section = {0};
    (void)d;
    for (size_t i = 0; i < in->quiz->n; i++) {
        const struct quiz_item *q = &in->quiz->v[i];
        if (!str_eq(section, q->section) || i == 0)
            put_category(&b, in, q->section);
        section = q->section;
        put_question(&b, q);
    }
    fs_write(out, b.p, b.n);
    return true;
}

const struct backend backend_gift = {
    .name = "gift",
    .extension = "",
    .about = "Moodle GIFT text",
    .needs = NEEDS_QUIZ,
    .emit = emit_gift,
};
