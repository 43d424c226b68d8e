/* questions: the questions as QTI 1.2. Every question is worth one point; a right answer sets the
 * score to 100, or adds its share. */
#include "emit/canvas/canvas.h"

#include "base/hash.h"

struct qti {
    struct arena *a;
    struct buf out;
    struct quiz_html *html;
    const struct quiz_item *q;
};

static void put_material(struct qti *t, struct str html) {
    buf_c(&t->out, "<material><mattext texttype=\"text/html\">");
    buf_xml(&t->out, html);
    buf_c(&t->out, "</mattext></material>");
}

static void put_field(struct qti *t, const char *label, struct str entry) {
    buf_printf(&t->out, "<qtimetadatafield><fieldlabel>%s</fieldlabel><fieldentry>", label);
    buf_xml(&t->out, entry);
    buf_c(&t->out, "</fieldentry></qtimetadatafield>\n");
}

/* Identifiers of answers: small numbers from 1000, as Canvas has them. */
static unsigned answer_id(size_t i) {
    return 1000 + (unsigned)i;
}

static void put_labels(struct qti *t, const struct str *html, size_t n) {
    buf_c(&t->out, "<render_choice>\n");
    for (size_t i = 0; i < n; i++) {
        buf_printf(&t->out, "<response_label ident=\"%u\">", answer_id(i));
        put_material(t, html[i]);
        buf_c(&t->out, "</response_label>\n");
    }
    buf_c(&t->out, "</render_choice></response_lid>\n");
}

static void set_score(struct qti *t) {
    buf_c(&t->out, "<setvar action=\"Set\" varname=\"SCORE\">100</setvar></respcondition>\n");
}

static void open_condition(struct qti *t, const char *goes_on) {
    buf_printf(&t->out, "<respcondition continue=\"%s\"><conditionvar>", goes_on);
}

/* ---- choices ---- */

static void ask_choices(struct qti *t) {
    struct str html[PAPER_OPTIONS_MAX];
    bool one = t->q->item->kind != ITEM_MULTIPLE_RESPONSE;
    size_t n = t->q->n_options;
    for (size_t i = 0; i < n; i++)
        html[i] = quiz_html_option(t->html, t->q, i);
    buf_printf(&t->out, "<response_lid ident=\"response1\" rcardinality=\"%s\">",
               one ? "Single" : "Multiple");
    put_labels(t, html, n);
}

static void mark_choices(struct qti *t) {
    bool one = t->q->item->kind != ITEM_MULTIPLE_RESPONSE;
    open_condition(t, "No");
    buf_c(&t->out, one ? "" : "<and>");
    for (size_t i = 0; i < t->q->n_options; i++) {
        bool right = t->q->options[i].right;
        if (one && !right)
            continue;
        buf_printf(&t->out, "%s<varequal respident=\"response1\">%u</varequal>%s",
                   right ? "" : "<not>", answer_id(i), right ? "" : "</not>");
    }
    buf_printf(&t->out, "%s</conditionvar>", one ? "" : "</and>");
    set_score(t);
}

/* ---- blanks and essays ---- */

static void ask_text(struct qti *t) {
    buf_c(&t->out, "<response_str ident=\"response1\" rcardinality=\"Single\"><render_fib>"
                   "<response_label ident=\"answer1\" rshuffle=\"No\"/></render_fib>"
                   "</response_str>\n");
}

static void mark_blank(struct qti *t) {
    open_condition(t, "No");
    buf_c(&t->out, "<varequal respident=\"response1\">");
    buf_xml(&t->out, t->q->answers[0]);
    buf_c(&t->out, "</varequal></conditionvar>");
    set_score(t);
}

static void mark_essay(struct qti *t) {
    open_condition(t, "No");
    buf_c(&t->out, "<other/></conditionvar></respcondition>\n");
}

/* ---- pairs ---- */

static void ask_pairs(struct qti *t) {
    struct str html[PAPER_OPTIONS_MAX];
    const struct paper_item *p = t->q->printed;
    for (size_t i = 0; i < p->n_order; i++)
        html[i] = quiz_html_plain(t->a, t->q->pairs[p->order[i]].right);
    for (size_t i = 0; i < p->n_left; i++) {
        buf_printf(&t->out, "<response_lid ident=\"response_%u\">", answer_id(i));
        put_material(t, quiz_html_plain(t->a, t->q->pairs[p->left_order[i]].left));
        put_labels(t, html, p->n_order);
    }
}

static void mark_pairs(struct qti *t) {
    const struct paper_item *p = t->q->printed;
    for (size_t i = 0; i < p->n_left; i++)
        for (size_t k = 0; k < p->n_order; k++) {
            if (p->order[k] != p->left_order[i])
                continue;
            buf_printf(&t->out,
                       "<respcondition><conditionvar><varequal respident=\"response_%u\">%u"
                       "</varequal></conditionvar><setvar action=\"Add\" varname=\"SCORE\">",
                       answer_id(i), answer_id(k));
            buf_fixed(&t->out, (int64_t)(10000 / p->n_left), 2);
            buf_c(&t->out, "</setvar></respcondition>\n");
        }
}

static const struct {
    const char *type;
    void (*ask)(struct qti *t);
    void (*mark)(struct qti *t);
} kinds[ITEM_KIND_COUNT] = {
    [ITEM_SINGLE_CHOICE] = {"multiple_choice_question", ask_choices, mark_choices},
    [ITEM_MULTIPLE_RESPONSE] = {"multiple_answers_question", ask_choices, mark_choices},
    [ITEM_TRUE_FALSE] = {"true_false_question", ask_choices, mark_choices},
    [ITEM_FILL_BLANK] = {"short_answer_question", ask_text, mark_blank},
    [ITEM_MATCHING] = {"matching_question", ask_pairs, mark_pairs},
    [ITEM_TERM] = {"essay_question", ask_text, mark_essay},
    [ITEM_ORDERING] = {"essay_question", ask_text, mark_essay},
    [ITEM_SHORT_ANSWER] = {"essay_question", ask_text, mark_essay},
};

/* ---- questions ---- */

/* What is shown afterwards: the explanation, or the answer of a question nobody marks. */
static struct str feedback(struct qti *t) {
    bool is_open = kinds[t->q->item->kind].mark == mark_essay;
    return is_open ? quiz_html_plain(t->a, t->q->answer) : quiz_html_explanation(t->html, t->q);
}

static void put_metadata(struct qti *t) {
    struct buf ids = buf_in(t->a);
    size_t n = t->q->item->kind == ITEM_MATCHING     ? t->q->printed->n_left
               : t->q->item->kind == ITEM_FILL_BLANK ? 1
                                                     : t->q->n_options;
    for (size_t i = 0; i < n; i++)
        buf_printf(&ids, "%s%u", i ? "," : "", answer_id(i));
    buf_c(&t->out, "<itemmetadata><qtimetadata>\n");
    put_field(t, "question_type", str_of(kinds[t->q->item->kind].type));
    put_field(t, "points_possible", STR("1"));
    put_field(t, "original_answer_ids", buf_get(&ids));
    put_field(t, "assessment_question_identifierref",
              str_format(t->a, "crib_question_%.*s", STR_ARG(hash_hex(t->a, t->q->item->id))));
    buf_c(&t->out, "</qtimetadata></itemmetadata>\n");
}

static void put_question(struct qti *t) {
    struct str id = hash_hex(t->a, t->q->item->id), after = feedback(t);
    buf_printf(&t->out, "<item ident=\"crib_%.*s\" title=\"Question\">\n", STR_ARG(id));
    put_metadata(t);
    buf_c(&t->out, "<presentation>");
    put_material(t, quiz_html_stem(t->html, t->q->item));
    kinds[t->q->item->kind].ask(t);
    buf_c(&t->out, "</presentation>\n<resprocessing><outcomes><decvar maxvalue=\"100\" "
                   "minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/></outcomes>\n");
    if (after.n) {
        open_condition(t, "Yes");
        buf_c(&t->out, "<other/></conditionvar><displayfeedback feedbacktype=\"Response\" "
                       "linkrefid=\"general_fb\"/></respcondition>\n");
    }
    kinds[t->q->item->kind].mark(t);
    buf_c(&t->out, "</resprocessing>\n");
    if (after.n) {
        buf_c(&t->out, "<itemfeedback ident=\"general_fb\"><flow_mat>");
        put_material(t, after);
        buf_c(&t->out, "</flow_mat></itemfeedback>\n");
    }
    buf_c(&t->out, "</item>\n");
}

struct str canvas_questions(struct arena *a, const struct emit_input *in, struct quiz_html *html,
                            const struct canvas_ids *ids) {
    struct qti t = {.a = a, .out = buf_in(a), .html = html};
    buf_c(&t.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                  "xsi:schemaLocation=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2 "
                  "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd\">\n");
    buf_printf(&t.out, "<assessment ident=\"%.*s\" title=\"", STR_ARG(ids->quiz));
    buf_xml(&t.out, in->title);
    buf_c(&t.out, "\">\n<qtimetadata>\n");
    put_field(&t, "cc_maxattempts", STR("1"));
    buf_c(&t.out, "</qtimetadata>\n<section ident=\"root_section\">\n");
    for (size_t i = 0; i < in->quiz->n; i++) {
        t.q = &in->quiz->v[i];
        put_question(&t);
    }
    buf_c(&t.out, "</section>\n</assessment>\n</questestinterop>\n");
    return buf_get(&t.out);
}
