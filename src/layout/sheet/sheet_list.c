/* sheet_list: the study model as one vertical list: bands, questions with run-in numbers, leads,
 * facets with their tags, points. Gaps, keeps and marks are set here; sizes are not known yet. */
#include "layout/sheet/sheet_make.h"

#include "base/utf8.h"

#include <ctype.h>

#define TITLE_TAIL_GAP_EM 600 /* before a short answer behind a question */
#define TAIL_CELLS_MOST   8   /* of an answer set behind its question: four Han */
#define KEY_AFTER_EM      700
#define TAG_AFTER_EM      420
#define TAG_CELLS_MOST    16 /* longer labels are a bold line, not a tag */
#define FACET_PENALTY     5  /* a column ends rather between two facets than within one */
#define NUMBER_AFTER_EM   250

static struct str place_text(const struct sheet *s, const char *key) {
    return wording_get(s->wording, key);
}

/* ---- numbers */

/* "1.", "（3）", "第2章" -> "1", "3", "第2章": marks around a number off. */
static struct str bare_number(struct str n) {
    static const char *const marks[] = {"（", "）", "．", "、", "。", "：",
                                        "(",  ")",  ".",  ":",  " "};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            struct str mark = str_of(marks[i]);
            if (str_starts(n, mark)) {
                n = str_from(n, mark.n);
                cut = true;
            } else if (str_ends(n, mark)) {
                n.n -= mark.n;
                cut = true;
            }
        }
    }
    return n;
}

/* The k-th numeral (from 1) of the wording, else the figure. */
static struct str numeral(struct sheet *s, size_t k) {
    struct str rest = place_text(s, "numerals");
    for (size_t i = 1; rest.n; i++) {
        size_t end = MIN(str_find_byte(rest, ' '), rest.n);
        if (i == k)
            return str_slice(rest, 0, end);
        rest = str_from(rest, end + 1);
    }
    return str_format(s->a, "%zu", k);
}

/* A section's number as it stands in its band: the author's when it is short enough. */
static struct str band_number(struct sheet *s, struct str written, size_t k) {
    struct str n = bare_number(written);
    return n.n && utf8_count(n) <= 2 ? n : numeral(s, k);
}

static uint32_t add_mark(struct sheet *s, enum mark_kind kind, int depth, struct str number,
                         struct str title) {
    vec_push(s->a, &s->marks,
             (struct sheet_mark){.kind = (uint8_t)kind,
                                 .depth = (uint8_t)depth,
                                 .number = number,
                                 .title = title,
                                 .section = s->band,
                                 .column = SIZE_MAX});
    return (uint32_t)s->marks.n;
}

struct str sheet_question_place(struct sheet *s, size_t mark) {
    const struct sheet_mark *m = &s->marks.v[mark - 1];
    if (!m->number.n || !m->section)
        return m->number;
    return wording_fill(s->a, s->wording, "place", "section", s->marks.v[m->section - 1].number,
                        "question", m->number, (const char *)NULL);
}

/* ---- a question's parts */

struct composing {
    struct sheet *s;
    int depth;     /* headings above the question */
    uint32_t slot; /* of the question's node in the structure tree */
};

static struct block_place answer_place(const struct composing *c) {
    return (struct block_place){.slot = c->slot};
}

/* The answer's first text when it is short: it stands behind the question. */
static const struct part *short_lead(const struct question *q) {
    if (!q->n_lead || q->lead[0].kind != PART_TEXT)
        return NULL;
    const struct rich *r = &q->lead[0].text;
    return r->plain.n && utf8_cells(r->plain) <= TAIL_CELLS_MOST && !rich_has(r, RICH_IMAGE)
               ? &q->lead[0]
               : NULL;
}

static const struct para *tail_para(struct sheet *s, const struct part *lead) {
    struct para_builder *b = block_builder(s->list);
    struct text_format f = block_format(s->list);
    para_text(b, STR("→ "), &f, (struct span){0});
    block_put_whole(s->list, b, &lead->text, &f);
    return block_end(s->list, b);
}

/* Where a title stands beside its number. As written, a figure that the title follows without a
 * mark or a blank ("9训练") stands before it as any figure before Chinese does. */
static int title_at(const struct sheet *s, struct str number, const struct block_label *label) {
    if (!s->look.sources)
        return s->style->hang;
    if (!number.n)
        return 0;
    if (!isalnum((unsigned char)number.p[number.n - 1]))
        return s->style->hang;
    return para_width(label->para, s->style->question_scale) + label->after_em;
}

static void put_title(struct composing *c, const struct question *q, uint32_t mark,
                      const struct gap_em *gap, int32_t penalty, bool with_tail) {
    struct sheet *s = c->s;
    struct text_format f = block_format(s->list);
    f.bold = true;
    struct str number = s->look.sources ? str_trim(block_written_before(s->list, q->title.span))
                                        : bare_number(q->number);
    struct block_label label = {
        .para = block_short_para(s->list, number.n || s->look.sources ? number : STR("▪"), true),
        .after_em = NUMBER_AFTER_EM * s->style->question_scale / 1000,
    };
    label.width_em = title_at(s, number, &label);
    struct para_builder *b = block_builder(s->list);
    block_put_whole(s->list, b, &q->title, &f);
    struct block_text t = {
        .para = block_end(s->list, b),
        .labels = &label,
        .n_labels = label.width_em ? 1 : 0,
        .hang_em = label.width_em,
        .scale = s->style->question_scale,
        .ragged = !s->look.sources,
        .role = TAG_H,
        .level = MIN(c->depth + 1, 6),
        .tail = with_tail ? tail_para(s, short_lead(q)) : NULL,
        .tail_gap_em = TITLE_TAIL_GAP_EM,
    };
    struct block_place where = {.gap = *gap, .penalty = penalty, .slot = c->slot, .mark = mark};
    if (s->cues)
        where.penalty = 0;
    block_text(s->cues ? s->cues : s->list, &t, &where);
}

/* White under a question's title, before whatever comes first. */
static struct gap_em below_title(const struct sheet *s) {
    return (struct gap_em){.natural = s->style->question_below};
}

static void put_missing(struct composing *c, const struct gap_em *gap) {
    struct para_builder *b = block_builder(c->s->list);
    block_put_missing(c->s->list, b);
    struct block_text t = {.para = block_end(c->s->list, b), .role = TAG_P};
    struct block_place where = answer_place(c);
    where.gap = *gap;
    block_text(c->s->list, &t, &where);
}

/* A label in a box, as a piece in front of a line. */
static struct block_label tag_label(struct composing *c, struct str text) {
    struct sheet *s = c->s;
    return (struct block_label){.para = block_tag_para(s->list, text, s->style->tag_scale),
                                .after_em = TAG_AFTER_EM,
                                .slot = block_slot(s->list, c->slot, TAG_P, 0),
                                .is_tag = true};
}

static void put_label_line(struct composing *c, struct str text, const struct gap_em *gap) {
    struct block_text t = {.para = sheet_line(c->s, text, true, COLOR_BLACK), .role = TAG_P};
    struct block_place where = answer_place(c);
    where.gap = *gap;
    where.penalty = BOX_NEVER;
    block_text(c->s->list, &t, &where);
}

/* A label's line as written, up to its colon: the rest of the line is among the facet's parts. */
static void put_written_label(struct composing *c, const struct facet *f,
                              const struct gap_em *gap) {
    struct str line = block_written_line(c->s->list, f->span);
    size_t at = str_find(line, f->label), colon;
    if (at == SIZE_MAX)
        line = f->label;
    else if ((colon = str_find(str_from(line, at), STR("："))) != SIZE_MAX)
        line = str_slice(line, 0, at + colon + sizeof("：") - 1);
    else if ((colon = str_find_byte(str_from(line, at), ':')) != SIZE_MAX)
        line = str_slice(line, 0, at + colon + 1);
    put_label_line(c, line, gap);
}

static void put_facet(struct composing *c, const struct facet *f, const struct gap_em *gap,
                      int32_t penalty) {
    struct sheet *s = c->s;
    struct block_place where = answer_place(c);
    struct block_label label;
    where.gap = *gap;
    where.penalty = penalty;
    if (f->label.n && s->look.sources) {
        put_written_label(c, f, gap);
        where.gap = (struct gap_em){0};
    } else if (f->label.n && utf8_cells(f->label) <= TAG_CELLS_MOST) {
        label = tag_label(c, f->label);
        where.labels = &label;
        where.n_labels = 1;
    } else if (f->label.n) {
        put_label_line(c, f->label, gap);
        where.gap = (struct gap_em){0};
    }
    if (f->n_parts) {
        block_parts(c->s->list, f->parts, f->n_parts, &where);
    } else if (f->label.n) {
        struct para_builder *b = block_builder(c->s->list);
        block_put_missing(c->s->list, b);
        struct block_text t = {.para = block_end(c->s->list, b), .role = TAG_P};
        block_text(c->s->list, &t, &where);
    }
}

/* Where what asks stands: cards have it on their front. */
static struct block_list *asking_list(const struct composing *c) {
    return c->s->style->detail == DETAIL_CARDS ? c->s->cues : c->s->list;
}

static void put_rich(struct composing *c, struct block_list *l, const struct rich *text) {
    struct text_format f = block_format(l);
    struct para_builder *b = block_builder(l);
    block_put_whole(l, b, text, &f);
    struct block_text t = {.para = block_end(l, b), .role = TAG_P};
    struct block_place where = answer_place(c);
    block_text(l, &t, &where);
}

/* ---- questions in explicit syntax */

/* The options as lettered points, the right ones bold. */
static void put_options(struct composing *c, const struct authored *q) {
    struct part *parts = arena_array(c->s->a, struct part, q->n_options);
    for (size_t i = 0; i < q->n_options; i++) {
        const struct authored_option *o = &q->options[i];
        struct point *p = arena_new(c->s->a, struct point);
        p->marker = o->letter;
        p->ordered = true;
        p->text = o->text;
        p->parts = o->parts;
        p->n_parts = o->n_parts;
        parts[i] = (struct part){.kind = PART_POINT, .span = o->span, .point = p};
    }
    struct block_place where = answer_place(c);
    where.gap = block_gap(q->n_stem_parts ? &q->stem_parts[q->n_stem_parts - 1] : NULL, NULL);
    block_parts(asking_list(c), parts, q->n_options, &where);
}

static struct str right_letters(struct sheet *s, const struct authored *q) {
    struct buf b = buf_in(s->a);
    for (size_t i = 0; i < q->n_options; i++) {
        if (!q->options[i].right)
            continue;
        if (b.n)
            buf_str(&b, place_text(s, "options-between"));
        buf_str(&b, q->options[i].letter);
    }
    return buf_get(&b);
}

static void put_stem(struct composing *c, const struct question *question) {
    const struct authored *q = question->authored;
    struct block_place where = answer_place(c);
    if (q->stem.plain.n && !str_eq(q->stem.plain, question->title.plain))
        put_rich(c, asking_list(c), &q->stem);
    where.gap = block_gap(NULL, q->n_stem_parts ? q->stem_parts : NULL);
    block_parts(asking_list(c), q->stem_parts, q->n_stem_parts, &where);
}

/* The key of a choice, or of a statement. */
static struct str key_text(struct sheet *s, const struct authored *q) {
    if (q->kind == AUTHORED_TRUE_FALSE)
        return place_text(s, q->is_true ? "true" : "false");
    return right_letters(s, q);
}

static struct block_label run_in_tag(struct composing *c, const char *key) {
    struct block_label label = tag_label(c, place_text(c->s, key));
    label.is_tag = false; /* key and explanation stay on one line at any measure */
    return label;
}

/* "[答案] C  [解析] …" in one paragraph. */
static void put_key(struct composing *c, const struct authored *q) {
    struct sheet *s = c->s;
    struct text_format f = block_format(s->list);
    struct block_label labels[3];
    struct block_text t = {.labels = labels, .role = TAG_P};
    struct str key = key_text(s, q);
    if (key.n) {
        labels[t.n_labels++] = run_in_tag(c, "answer");
        labels[t.n_labels++] = (struct block_label){.para = sheet_line(s, key, false, COLOR_BLACK),
                                                    .after_em = KEY_AFTER_EM};
    }
    if (q->explanation.plain.n) {
        labels[t.n_labels++] = run_in_tag(c, "explanation");
        struct para_builder *b = block_builder(s->list);
        block_put_whole(s->list, b, &q->explanation, &f);
        t.para = block_end(s->list, b);
    }
    struct block_place where = answer_place(c);
    if (t.n_labels)
        block_text(s->list, &t, &where);
    block_parts(s->list, q->explanation_parts, q->n_explanation_parts, &where);
}

/* Answers of cards and blanks stand in the lead or the facets as well, if there are any. */
static void put_authored(struct composing *c, const struct question *question) {
    const struct authored *q = question->authored;
    put_stem(c, question);
    if (q->n_options)
        put_options(c, q);
    if (!question->n_lead && !question->n_facets)
        for (size_t i = 0; i < q->n_answers; i++)
            if (q->answers[i].plain.n)
                put_rich(c, c->s->list, &q->answers[i]);
    put_key(c, q);
}

/* ---- questions and sections */

static struct gap_em question_gap(const struct style *st) {
    return (struct gap_em){st->question_gap, st->question_gap_most - st->question_gap,
                           st->question_gap - st->question_gap_least};
}

/* Boxes to judge oneself by, at the end of a section with blanks: "自评 □ 会 … 得 ____ / 14". */
static void put_self_check(struct sheet *s, uint32_t slot, size_t n_blanks) {
    struct text_format f = block_format(s->list);
    struct para_builder *b = block_builder(s->list);
    struct str marks = str_format(s->a, "%zu", n_blanks);
    para_text(b, place_text(s, "self-check"), &f, (struct span){0});
    para_text(b, wording_fill(s->a, s->wording, "score", "n", marks, (const char *)NULL), &f,
              (struct span){0});
    struct block_text t = {.para = block_end(s->list, b), .ragged = true, .role = TAG_P};
    struct block_place where = {.gap = question_gap(s->style), .slot = slot};
    block_keep_here(s->list);
    block_text(s->list, &t, &where);
}

/* As written, a label's line is printed whole: "性能下降，原因：". What stands before the label on
 * it is the end of the lead, too, and would be printed twice. */
static size_t lead_printed(const struct composing *c, const struct question *q) {
    if (!c->s->look.sources || !q->n_lead || !q->n_facets || !q->facets[0].label.n)
        return q->n_lead;
    const struct span *last = &q->lead[q->n_lead - 1].span, *facet = &q->facets[0].span;
    struct str line = block_written_line(c->s->list, *facet);
    bool shared = last->at >= facet->at && last->at < facet->at + line.n;
    return shared ? q->n_lead - 1 : q->n_lead;
}

static void put_answer(struct composing *c, const struct question *q, const struct gap_em *below,
                       bool with_tail) {
    struct sheet *s = c->s;
    const struct part *before = NULL;
    size_t skip = with_tail ? 1 : 0;
    size_t n_lead = lead_printed(c, q);
    const struct part *first = n_lead > skip ? &q->lead[skip] : NULL;
    struct gap_em gap = block_gap(first, NULL);
    gap.natural += below->natural;
    struct block_place where = answer_place(c);
    where.gap = gap;
    if (first) {
        where.penalty = q->n_facets ? FACET_PENALTY : 0;
        block_parts(s->list, q->lead + skip, n_lead - skip, &where);
        before = &q->lead[n_lead - 1];
    }
    for (size_t i = 0; i < q->n_facets; i++) {
        const struct facet *f = &q->facets[i];
        if (before)
            gap = block_gap(before, f->n_parts ? &f->parts[0] : NULL);
        put_facet(c, f, &gap, i + 1 < q->n_facets ? FACET_PENALTY : 0);
        before = f->n_parts ? &f->parts[f->n_parts - 1] : before;
    }
    if (q->authored)
        put_authored(c, q);
    else if (!q->n_lead && !q->n_facets && q->status == STATUS_MISSING)
        put_missing(c, &gap);
}

/* A heading that opens a section and asks as well has its title in the section's head already. */
static bool is_titled(const struct question *q) {
    return q->is_section && q->section && str_eq(q->title.plain, q->section->title.plain);
}

static void put_question(struct sheet *s, const struct question *q, int depth, uint32_t parent,
                         bool after_band) {
    struct composing c = {.s = s, .depth = depth};
    if (is_titled(q) && s->style->detail != DETAIL_CARDS) {
        c.slot = parent;
        put_answer(&c, q, &(struct gap_em){.natural = s->style->band_below}, false);
        return;
    }
    c.slot = block_slot(s->list, parent, TAG_SECT, 0);
    uint32_t mark = add_mark(s, MARK_QUESTION, depth, bare_number(q->number), q->title.plain);
    s->marks.v[mark - 1].question = q;
    struct gap_em gap = question_gap(s->style);
    if (after_band)
        gap.natural += s->style->band_below;
    bool with_tail = short_lead(q) && !s->cues && !s->look.sources;
    put_title(&c, q, mark, &gap, BOX_NEVER, with_tail);
    if (s->cues)
        sheet_put_start(s, &(struct block_place){.gap = gap, .slot = c.slot, .mark = mark});
    struct gap_em below = below_title(s);
    put_answer(&c, q, &below, with_tail);
    block_part_here(s->list); /* the answer may be the title's tail */
}

static size_t count_questions(const struct unit *units, size_t n) {
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += units[i].kind == UNIT_QUESTION
                     ? 1
                     : count_questions(units[i].section->units, units[i].section->n_units);
    return total;
}

static void put_units(struct sheet *s, const struct unit *units, size_t n, int depth,
                      uint32_t parent, bool after_band);

static void put_section(struct sheet *s, const struct section *section, size_t k, int depth,
                        uint32_t parent) {
    uint32_t slot = block_slot(s->list, parent, TAG_SECT, 0);
    struct str number = depth ? bare_number(section->number) : band_number(s, section->number, k);
    if (depth == 0)
        s->band = 0;
    uint32_t mark = add_mark(s, MARK_SECTION, depth, number, section->title.plain);
    if (depth == 0)
        s->band = mark;
    struct block_place where = {
        .gap = {s->style->band_gap, s->style->band_gap / 2, s->style->band_gap / 4},
        .penalty = section->n_intro || section->n_units ? BOX_NEVER : 0,
        .slot = slot,
        .mark = mark};
    sheet_put_band(s, section, number, count_questions(section->units, section->n_units),
                   block_slot(s->list, slot, TAG_H, MIN(depth + 1, 6)), &where);
    bool first = true;
    if (section->n_intro) {
        struct block_place intro = {.gap = block_gap(NULL, section->intro), .slot = slot};
        intro.gap.natural += s->style->band_below;
        block_parts(s->list, section->intro, section->n_intro, &intro);
        first = false;
    }
    size_t blanks = s->blanks.n;
    put_units(s, section->units, section->n_units, depth + 1, slot, first);
    if (depth == 0 && s->style->self_check && s->blanks.n > blanks)
        put_self_check(s, slot, s->blanks.n - blanks);
    if (depth == 0)
        block_notes(s->list, slot);
}

static void put_units(struct sheet *s, const struct unit *units, size_t n, int depth,
                      uint32_t parent, bool after_band) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (units[i].kind == UNIT_QUESTION)
            put_question(s, units[i].question, depth, parent, after_band && i == 0);
        else
            put_section(s, units[i].section, ++k, depth, parent);
    }
}

/* A note whose only unit is a section named as the note is that section's contents. */
static const struct section *wrapping_section(const struct study_document *doc) {
    if (doc->n_units != 1 || doc->units[0].kind != UNIT_SECTION)
        return NULL;
    const struct section *only = doc->units[0].section;
    return str_eq(only->title.plain, doc->title) ? only : NULL;
}

static void put_parts(struct sheet *s, const struct part *parts, size_t n, uint32_t slot) {
    struct block_place where = {.slot = slot};
    block_parts(s->list, parts, n, &where);
}

/* One of several notes: a band of its own around its sections. */
static void put_note(struct sheet *s, const struct study_document *doc, size_t k) {
    const struct section *wrap = wrapping_section(doc);
    struct section whole = {.title = rich_plain(s->a, doc->title, (struct span){0}),
                            .units = wrap ? wrap->units : doc->units,
                            .n_units = wrap ? wrap->n_units : doc->n_units,
                            .intro = wrap ? wrap->intro : doc->intro,
                            .n_intro = wrap ? wrap->n_intro : doc->n_intro};
    if (wrap)
        put_parts(s, doc->intro, doc->n_intro, 0);
    put_section(s, &whole, k, 0, 0);
}

static void put_document(struct sheet *s, const struct study_document *doc) {
    const struct section *wrap = wrapping_section(doc);
    put_parts(s, doc->intro, doc->n_intro, 0);
    if (wrap)
        put_parts(s, wrap->intro, wrap->n_intro, 0);
    put_units(s, wrap ? wrap->units : doc->units, wrap ? wrap->n_units : doc->n_units, 0, 0, false);
    block_notes(s->list, 0);
}

void sheet_compose(struct sheet *s) {
    if (s->study->n == 1)
        put_document(s, s->study->v[0]);
    for (size_t i = 0; s->study->n > 1 && i < s->study->n; i++)
        put_note(s, s->study->v[i], i + 1);
    if (s->style->index_show)
        sheet_put_index(s);
}
