/* moodle: questions as Moodle XML, with pictures inside. A question with blanks is a “cloze”: its
 * answers stand in the text as {1:SHORTANSWER:=…}. */
#include "emit/quiz_html.h"

#include "base/hash.h"
#include "base/utf8.h"

#define NAME_LENGTH 80

struct moodle {
    struct arena *a;
    struct buf out;
    struct quiz_html html;
    const struct emit_input *in;
};

static void put_base64(struct buf *b, struct str s) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = 0;
        size_t left = MIN(s.n - i, (size_t)3);
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (k < left ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_byte(b, k <= left ? digits[v >> (18 - 6 * k) & 63] : '=');
    }
}

static void put_files(struct moodle *m, struct str html) {
    if (!str_has(html, STR("<img ")))
        return;
    for (size_t i = 0; i < m->html.media.v.n; i++) {
        const struct deck_media *media = &m->html.media.v.v[i];
        if (!str_has(html, media->name))
            continue;
        buf_printf(&m->out, "<file name=\"%.*s\" path=\"/\" encoding=\"base64\">",
                   STR_ARG(media->name));
        put_base64(&m->out, note_media_bytes(m->a, media));
        buf_c(&m->out, "</file>");
    }
}

/* <tag format="html"><text>…</text> and the pictures; the caller closes the tag. */
static void open_html(struct moodle *m, const char *tag, struct str html) {
    buf_printf(&m->out, "    <%s format=\"html\"><text>", tag);
    buf_xml(&m->out, html);
    buf_c(&m->out, "</text>");
    put_files(m, html);
}

static void put_html(struct moodle *m, const char *tag, struct str html) {
    open_html(m, tag, html);
    buf_printf(&m->out, "</%s>\n", tag);
}

static void put_plain(struct moodle *m, const char *tag, struct str s) {
    buf_printf(&m->out, "    <%s><text>", tag);
    buf_xml(&m->out, s);
    buf_printf(&m->out, "</text></%s>\n", tag);
}

/* ---- kinds ---- */

static void put_answer(struct moodle *m, int64_t hundred_thousandths, struct str html,
                       struct str why) {
    buf_c(&m->out, "    <answer fraction=\"");
    if (hundred_thousandths < 0)
        buf_byte(&m->out, '-');
    buf_fixed(&m->out, hundred_thousandths < 0 ? -hundred_thousandths : hundred_thousandths, 5);
    buf_c(&m->out, "\" format=\"html\"><text>");
    buf_xml(&m->out, html);
    buf_c(&m->out, "</text>");
    put_files(m, html);
    buf_c(&m->out, "<feedback format=\"html\"><text>");
    buf_xml(&m->out, quiz_html_plain(m->a, why));
    buf_c(&m->out, "</text></feedback></answer>\n");
}

static void put_choices(struct moodle *m, const struct quiz_item *q) {
    int64_t n[2] = {0, 0};
    bool one = q->item->kind == ITEM_SINGLE_CHOICE;
    for (size_t i = 0; i < q->n_options; i++)
        n[q->options[i].right]++;
    buf_printf(&m->out,
               "    <single>%s</single>\n    <shuffleanswers>%s</shuffleanswers>\n"
               "    <answernumbering>ABCD</answernumbering>\n",
               one ? "true" : "false", item_keeps_order(q->item) ? "false" : "true");
    for (size_t i = 0; i < q->n_options; i++) {
        bool right = q->options[i].right;
        int64_t share = (10000000 + n[right] / 2) / n[right];
        put_answer(m,
                   right ? share
                   : one ? 0
                         : -share,
                   quiz_html_option(&m->html, q, i), q->item->options[q->printed->order[i]].why);
    }
}

static void put_truth(struct moodle *m, const struct quiz_item *q) {
    for (int truth = 1; truth >= 0; truth--)
        buf_printf(&m->out,
                   "    <answer fraction=\"%d\" format=\"moodle_auto_format\"><text>%s</text>"
                   "<feedback format=\"html\"><text></text></feedback></answer>\n",
                   q->item->is_true == (truth == 1) ? 100 : 0, truth ? "true" : "false");
}

static void put_pairs(struct moodle *m, const struct quiz_item *q) {
    buf_c(&m->out, "    <shuffleanswers>true</shuffleanswers>\n");
    for (size_t i = 0; i < q->n_pairs; i++) {
        open_html(m, "subquestion", quiz_html_plain(m->a, q->pairs[i].left));
        buf_c(&m->out, "<answer><text>");
        buf_xml(&m->out, q->pairs[i].right);
        buf_c(&m->out, "</text></answer></subquestion>\n");
    }
}

static void put_essay(struct moodle *m, const struct quiz_item *q) {
    buf_c(&m->out, "    <responseformat>editor</responseformat>\n"
                   "    <responserequired>1</responserequired>\n"
                   "    <responsefieldlines>10</responsefieldlines>\n");
    put_html(m, "graderinfo", quiz_html_plain(m->a, q->answer));
}

static void put_nothing(struct moodle *m, const struct quiz_item *q) {
    (void)m;
    (void)q;
}

static const struct {
    const char *type;
    void (*put)(struct moodle *m, const struct quiz_item *q);
} kinds[ITEM_KIND_COUNT] = {
    [ITEM_SINGLE_CHOICE] = {"multichoice", put_choices},
    [ITEM_MULTIPLE_RESPONSE] = {"multichoice", put_choices},
    [ITEM_TRUE_FALSE] = {"truefalse", put_truth},
    [ITEM_FILL_BLANK] = {"cloze", put_nothing},
    [ITEM_MATCHING] = {"matching", put_pairs},
    [ITEM_TERM] = {"essay", put_essay},
    [ITEM_ORDERING] = {"essay", put_essay},
    [ITEM_SHORT_ANSWER] = {"essay", put_essay},
};

/* ---- questions ---- */

/* The stem with each blank as Moodle writes one. */
static struct str cloze_html(struct moodle *m, const struct quiz_item *q) {
    struct str rest = quiz_html_stem(&m->html, q->item);
    struct buf b = buf_in(m->a);
    for (size_t i = 0; i < q->n_answers; i++) {
        size_t at = str_find(rest, STR("____"));
        if (at == SIZE_MAX)
            break;
        buf_str(&b, str_slice(rest, 0, at));
        buf_c(&b, "{1:SHORTANSWER:=");
        struct str answer = quiz_html_plain(m->a, q->answers[i]);
        for (size_t k = 0; k < answer.n; k++) {
            if (answer.p[k] && strchr("\\}#~/\"", answer.p[k]))
                buf_byte(&b, '\\');
            buf_byte(&b, answer.p[k]);
        }
        buf_byte(&b, '}');
        rest = str_from(rest, at + strlen("____"));
    }
    buf_str(&b, rest);
    return buf_get(&b);
}

static void put_category(struct moodle *m, struct str section) {
    buf_c(&m->out, "  <question type=\"category\">\n    <category><text>");
    buf_xml(&m->out, quiz_category(m->a, m->in->title, section));
    buf_c(&m->out, "</text></category>\n  </question>\n");
}

static struct str name_of(struct moodle *m, const struct quiz_item *q) {
    struct str s = str_replace(m->a, q->item->stem.plain, STR("\n"), STR(" "));
    size_t end = utf8_offset(s, NAME_LENGTH);
    return end < s.n ? str_format(m->a, "%.*s…", (int)end, s.p) : s;
}

static void put_question(struct moodle *m, const struct quiz_item *q) {
    bool cloze = q->item->kind == ITEM_FILL_BLANK;
    buf_printf(&m->out, "  <question type=\"%s\">\n", kinds[q->item->kind].type);
    put_plain(m, "name", name_of(m, q));
    put_html(m, "questiontext", cloze ? cloze_html(m, q) : quiz_html_stem(&m->html, q->item));
    put_html(m, "generalfeedback", quiz_html_explanation(&m->html, q));
    buf_printf(&m->out,
               "    <defaultgrade>1</defaultgrade>\n    <penalty>0.3333333</penalty>\n"
               "    <hidden>0</hidden>\n    <idnumber>crib-%.*s</idnumber>\n",
               STR_ARG(hash_hex(m->a, q->item->id)));
    kinds[q->item->kind].put(m, q);
    buf_c(&m->out, "  </question>\n");
}

static bool emit_moodle(struct arena *a, const struct emit_input *in, struct fs_out *out,
                        struct diag *d) {
    struct moodle m = {
        .a = a,
        .out = buf_in(a),
        .html = quiz_html_open(a, in, "@@PLUGINFILE@@/", d),
        .in = in,
    };
    struct str section = {0};
    buf_c(&m.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    for (size_t i = 0; i < in->quiz->n; i++) {
        const struct quiz_item *q = &in->quiz->v[i];
        if (i == 0 || !str_eq(section, q->section))
            put_category(&m, q->section);
        section = q->section;
        put_question(&m, q);
    }
    buf_c(&m.out, "</quiz>\n");
    fs_write(out, m.out.p, m.out.n);
    return true;
}

const struct backend backend_moodle = {
    .name = "moodle-xml",
    .extension = "",
    .about = "Moodle XML",
    .needs = NEEDS_QUIZ,
    .emit = emit_moodle,
};
