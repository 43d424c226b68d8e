/* quiz: see quiz.h. Options are put in order one item at a time, so that a new item reorders no
 * other. */
#include "plan/quiz.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "items/title.h"
#include "plan/quiz_text.h"
#include "plan/shuffle.h"

struct maker {
    struct arena *a;
    const struct target *t;
    const struct sources *sources;
};

size_t quiz_units(struct str s) {
    size_t n = 0;
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;)
        n += utf8_next(&p, end) > 0xFFFF ? 2 : 1;
    return n;
}

static struct str text_of(const struct maker *m, const struct rich *r) {
    return quiz_lines(m->a, quiz_rich_text(m->a, r, m->t), m->t);
}

static struct str text_with_parts(const struct maker *m, const struct rich *r,
                                  const struct part *parts, size_t n) {
    if (n == 0)
        return text_of(m, r);
    struct buf b = buf_in(m->a);
    quiz_rich(&b, r, m->t);
    quiz_parts(&b, parts, n, m->t);
    return quiz_lines(m->a, buf_get(&b), m->t);
}

/* ---- order ---- */

static const struct paper_item *printed(struct arena *a, const struct item *it) {
    int half_marks = 2;
    struct shuffle_job job = {
        .seed = 1,
        .shuffle = SHUFFLE_OPTIONS,
        .n_variants = 1,
        .items = &it,
        .half_marks = &half_marks,
        .n = 1,
    };
    return shuffle_section(a, &job)[0];
}

/* ---- answers in words ---- */

static struct str answer_text(const struct maker *m, const struct item_answer *x) {
    struct buf b = buf_in(m->a);
    const struct rich *before[] = {&x->label, &x->key};
    for (size_t i = 0; i < COUNT_OF(before); i++)
        if (before[i]->plain.n) {
            quiz_rich(&b, before[i], m->t);
            buf_c(&b, "：");
        }
    quiz_rich(&b, &x->text, m->t);
    return quiz_lines(m->a, buf_get(&b), m->t);
}

static void add_pair(const struct maker *m, const struct item_answer *x, struct quiz_pair *pair,
                     struct str *line) {
    *pair = (struct quiz_pair){text_of(m, &x->left), text_of(m, &x->text)};
    *line = pair->left.n
                ? str_format(m->a, "%.*s → %.*s", STR_ARG(pair->left), STR_ARG(pair->right))
                : (struct str){0};
}

/* A card shows the question's own answer, of which an item of card grade may have only a part. */
static bool shows_question(const struct item *it) {
    return it->kind == ITEM_SHORT_ANSWER && it->use == USE_CARD && it->source.question;
}

static void add_answers(const struct maker *m, struct quiz_item *q) {
    const struct item *it = q->item;
    struct str *v = arena_array(m->a, struct str, it->n_answers + 1);
    struct quiz_pair *pairs =
        it->kind == ITEM_MATCHING ? arena_array(m->a, struct quiz_pair, it->n_answers) : NULL;
    for (size_t i = 0; i < it->n_answers; i++) {
        struct str line;
        if (pairs)
            add_pair(m, &it->answers[i], &pairs[q->n_pairs++], &line);
        else
            line = answer_text(m, &it->answers[i]);
        if (line.n)
            v[q->n_answers++] = line;
    }
    if (shows_question(it)) {
        struct str whole = quiz_question_answer(m->a, it->source.question, m->t);
        if (whole.n) {
            v[0] = quiz_lines(m->a, whole, m->t);
            q->n_answers = 1;
        }
    }
    q->answers = v;
    q->pairs = pairs;
}

/* ---- options ---- */

static struct str truth_word(const struct maker *m, const struct item *it, bool right) {
    if (m->t->truth[0].n)
        return m->t->truth[right ? 0 : 1];
    return str_eqc(it->lang, "zh") ? (right ? STR("对") : STR("错"))
                                   : (right ? STR("True") : STR("False"));
}

static size_t put_choices(const struct maker *m, const struct quiz_item *q, struct quiz_option *v) {
    for (size_t i = 0; i < q->printed->n_order; i++) {
        size_t at = q->printed->order[i];
        const struct item_option *o = &q->item->options[at];
        v[i].text = text_with_parts(m, paper_option(q->printed, at), o->parts, o->n_parts);
        v[i].right = o->right;
    }
    return q->printed->n_order;
}

static size_t put_steps(const struct maker *m, const struct quiz_item *q, struct quiz_option *v) {
    for (size_t i = 0; i < q->printed->n_order; i++)
        v[i].text = text_of(m, &q->item->answers[q->printed->order[i]].text);
    return q->printed->n_order;
}

static void add_options(const struct maker *m, struct quiz_item *q, uint8_t which) {
    struct quiz_option *v =
        arena_array(m->a, struct quiz_option, MAX((size_t)PAPER_OPTIONS_MAX, q->n_answers));
    q->options = v;
    switch ((enum target_options)which) {
    case OPTIONS_NONE:
        break;
    case OPTIONS_CHOICES:
        q->n_options = put_choices(m, q, v);
        break;
    case OPTIONS_TRUTH:
        for (size_t i = 0; i < 2; i++)
            v[i] =
                (struct quiz_option){truth_word(m, q->item, i == 0), q->item->is_true == (i == 0)};
        q->n_options = 2;
        break;
    case OPTIONS_ANSWERS:
        for (size_t i = 0; i < q->n_answers; i++)
            v[i] = (struct quiz_option){q->answers[i], true};
        q->n_options = q->n_answers;
        break;
    case OPTIONS_STEPS:
        q->n_options = put_steps(m, q, v);
        break;
    }
}

/* The stem with the options below it, lettered. */
static struct str stem_with_options(const struct maker *m, const struct quiz_item *q) {
    struct buf b = buf_in(m->a);
    buf_str(&b, q->stem);
    for (size_t i = 0; i < q->n_options; i++) {
        buf_str(&b, m->t->line_end);
        buf_printf(&b, "%c. ", (int)('A' + i));
        buf_str(&b, q->options[i].text);
    }
    return buf_get(&b);
}

/* ---- keys ---- */

static struct str right_texts(const struct maker *m, const struct quiz_item *q) {
    struct str v[PAPER_OPTIONS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < q->n_options && n < PAPER_OPTIONS_MAX; i++)
        if (q->options[i].right)
            v[n++] = q->options[i].text;
    return str_join(m->a, v, n, m->t->line_end);
}

static struct str whole_answer(const struct maker *m, const struct quiz_item *q) {
    if (q->item->kind == ITEM_TRUE_FALSE)
        return truth_word(m, q->item, q->item->is_true);
    if (q->item->n_options)
        return right_texts(m, q);
    return str_join(m->a, q->answers, q->n_answers, m->t->line_end);
}

static struct str numbers(const struct maker *m, const struct quiz_item *q) {
    struct buf b = buf_in(m->a);
    for (size_t i = 0; i < q->n_options; i++)
        if (q->options[i].right)
            buf_printf(&b, "%s%zu", b.n ? "," : "", i + 1);
    return buf_get(&b);
}

static struct str letters(const struct maker *m, const struct quiz_item *q) {
    if (q->item->kind == ITEM_ORDERING)
        return paper_key(m->a, q->printed);
    struct buf b = buf_in(m->a);
    for (size_t i = 0; i < q->n_options && i < PAPER_OPTIONS_MAX; i++)
        if (q->options[i].right)
            buf_byte(&b, (int)('A' + i));
    return buf_get(&b);
}

static struct str key_of(const struct maker *m, const struct quiz_item *q, uint8_t coding) {
    switch ((enum target_coding)coding) {
    case CODING_NONE:
        break;
    case CODING_LETTERS:
        return letters(m, q);
    case CODING_NUMBERS:
        return numbers(m, q);
    case CODING_TEXT:
        return right_texts(m, q);
    case CODING_ANSWER:
        return q->answer;
    }
    return (struct str){0};
}

/* ---- places ---- */

static struct str section_of(const struct maker *m, const struct item *it) {
    struct str v[16];
    size_t n = 0;
    for (const struct section *s = title_parent(it->source.question); s && n < COUNT_OF(v);
         s = s->parent)
        v[n++] = title_words(m->a, &s->title);
    struct buf b = buf_in(m->a);
    while (n--) {
        if (b.n && v[n].n)
            buf_byte(&b, '/');
        buf_str(&b, v[n]);
    }
    return b.n ? buf_get(&b) : it->source.question->document->title;
}

static struct str source_of(const struct maker *m, const struct item *it) {
    const struct source *s = m->sources ? source_at(m->sources, it->source.span.at) : NULL;
    return s ? str_format(m->a, "%.*s:%u", STR_ARG(s->path), source_line(s, it->source.span.at))
             : (struct str){0};
}

static struct str level_of(const struct maker *m, const struct item *it) {
    static const int above[] = {250, 500, 750};
    size_t band = 0;
    while (band < COUNT_OF(above) && it->difficulty >= above[band])
        band++;
    if (m->t->levels[0].n)
        return m->t->levels[band];
    struct buf b = buf_in(m->a);
    buf_fixed(&b, it->difficulty, 3);
    return buf_get(&b);
}

static struct str stem_of(const struct maker *m, const struct item *it) {
    const struct section *material = study_material(it->source.question);
    struct str s = text_with_parts(m, &it->stem, it->stem_parts, it->n_stem_parts);
    if (it->kind == ITEM_FILL_BLANK && !str_eqc(m->t->blank, "____"))
        s = str_replace(m->a, s, STR("____"), m->t->blank);
    if (!material || !material->n_intro)
        return s;
    struct buf b = buf_in(m->a);
    quiz_parts(&b, material->intro, material->n_intro, m->t);
    struct str before = quiz_lines(m->a, str_trim(buf_get(&b)), m->t);
    return str_format(m->a, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(m->t->line_end), STR_ARG(s));
}

struct quiz_item quiz_item_of(struct arena *a, const struct item *it, const struct sources *s,
                              const struct target *t) {
    const struct maker m = {a, t, s};
    const struct target_kind *kind = &t->kinds[it->kind];
    struct quiz_item q = {.item = it, .printed = printed(a, it), .type = kind->type};
    q.stem = stem_of(&m, it);
    add_answers(&m, &q);
    add_options(&m, &q, it->n_options ? OPTIONS_CHOICES : kind->options);
    if (t->options_in_stem && it->kind != ITEM_TRUE_FALSE)
        q.stem = stem_with_options(&m, &q);
    q.answer = whole_answer(&m, &q);
    q.key = key_of(&m, &q, kind->coding);
    q.explanation = text_with_parts(&m, &q.printed->explanation, it->explanation_parts,
                                    it->n_explanation_parts);
    q.section = section_of(&m, it);
    q.tags = str_join(a, it->tags, it->n_tags, STR(" "));
    q.source = source_of(&m, it);
    q.level = level_of(&m, it);
    return q;
}

/* ---- fit ---- */

static bool shows_picture(const struct item *it) {
    const struct section *material = study_material(it->source.question);
    bool found =
        (material && quiz_has_picture(&material->title, material->intro, material->n_intro)) ||
        quiz_has_picture(&it->stem, it->stem_parts, it->n_stem_parts) ||
        quiz_has_picture(&it->explanation, it->explanation_parts, it->n_explanation_parts);
    for (size_t i = 0; i < it->n_options && !found; i++)
        found =
            quiz_has_picture(&it->options[i].text, it->options[i].parts, it->options[i].n_parts);
    for (size_t i = 0; i < it->n_answers && !found; i++)
        found = quiz_has_picture(&it->answers[i].text, NULL, 0);
    if (shows_question(it) && !found)
        found = quiz_question_has_picture(it->source.question);
    return found;
}

static bool is_longer(struct str s, long most) {
    return most && s.n > (size_t)most && quiz_units(s) > (size_t)most;
}

static enum quiz_reason unfit_before(const struct target *t, const struct item *it) {
    if (!t->cards && it->use != USE_PAPER)
        return REASON_CARD;
    if (!t->kinds[it->kind].carried)
        return REASON_KIND;
    return !t->pictures && shows_picture(it) ? REASON_PICTURE : REASON_FITS;
}

static enum quiz_reason unfit_options(const struct target *t, const struct quiz_item *q) {
    size_t right = 0;
    bool is_long = false;
    for (size_t i = 0; i < q->n_options; i++) {
        right += q->options[i].right;
        is_long = is_long || is_longer(q->options[i].text, t->option_most);
    }
    if (is_long)
        return REASON_OPTION;
    if (q->n_options && q->n_options < (size_t)t->options_least)
        return REASON_OPTIONS_FEW;
    if (t->options_most && q->n_options > (size_t)t->options_most)
        return REASON_OPTIONS_MANY;
    return t->right_most && right > (size_t)t->right_most ? REASON_RIGHT_MANY : REASON_FITS;
}

static enum quiz_reason unfit_made(const struct target *t, const struct quiz_item *q, size_t n) {
    if (is_longer(q->stem, t->stem_most))
        return REASON_STEM;
    if (is_longer(q->explanation, t->explanation_most))
        return REASON_EXPLANATION;
    if (q->item->kind == ITEM_FILL_BLANK && t->blanks_most &&
        q->item->n_answers > (size_t)t->blanks_most)
        return REASON_BLANKS;
    enum quiz_reason r = unfit_options(t, q);
    return r == REASON_FITS && t->rows_most && n >= (size_t)t->rows_most ? REASON_ROWS : r;
}

struct quiz *quiz_plan(struct arena *a, const struct bank *b, const struct sources *s,
                       const struct target *t) {
    struct quiz *q = arena_new(a, struct quiz);
    VEC(struct quiz_item) fit = {0};
    VEC(struct quiz_misfit) misfits = {0};
    *q = (struct quiz){.target = t, .n_items = b->n};
    for (size_t i = 0; i < b->n; i++) {
        const struct item *it = b->v[i];
        enum quiz_reason r = unfit_before(t, it);
        struct quiz_item made = {0};
        if (r == REASON_FITS) {
            made = quiz_item_of(a, it, s, t);
            r = unfit_made(t, &made, fit.n);
        }
        q->by_reason[r]++;
        if (r == REASON_FITS)
            vec_push(a, &fit, made);
        else
            vec_push(a, &misfits, (struct quiz_misfit){it, (uint8_t)r});
    }
    q->v = fit.v;
    q->n = fit.n;
    q->misfits = misfits.v;
    q->n_misfits = misfits.n;
    return q;
}

/* ---- report ---- */

static const char *const slugs[REASON_COUNT] = {
#define REASON(id, slug, text) slug,
#include "plan/reasons.def"
#undef REASON
};
static const char *const texts[REASON_COUNT] = {
#define REASON(id, slug, text) text,
#include "plan/reasons.def"
#undef REASON
};

const char *quiz_reason_slug(enum quiz_reason r) {
    return slugs[r];
}

const char *quiz_reason_text(enum quiz_reason r) {
    return texts[r];
}

void quiz_report(const struct quiz *q, struct diag *d) {
    for (size_t r = REASON_FITS + 1; r < REASON_COUNT; r++)
        if (q->by_reason[r])
            diag_say(d, DIAG_EXPORT_UNFIT, str_format(d->a, "%zu", q->by_reason[r]),
                     str_format(d->a, "%zu", q->n_items), q->target->name, str_of(texts[r]));
    for (size_t i = 0; i < q->n_misfits; i++)
        diag_at(d, DIAG_EXPORT_UNFIT_ITEM, q->misfits[i].item->source.span, q->target->name,
                str_of(texts[q->misfits[i].reason]), q->misfits[i].item->stem.plain);
}

static void put_misfits(struct json *j, struct arena *a, const struct quiz *q,
                        const struct sources *s, size_t reason) {
    json_open(j, '{');
    json_kstr(j, "reason", str_of(slugs[reason]));
    json_kstr(j, "text", str_of(texts[reason]));
    json_kint(j, "count", (int64_t)q->by_reason[reason]);
    json_key(j, "items");
    json_open(j, '[');
    for (size_t i = 0; i < q->n_misfits; i++) {
        const struct item *it = q->misfits[i].item;
        const struct source *from = source_at(s, it->source.span.at);
        if (q->misfits[i].reason != reason)
            continue;
        json_open(j, '{');
        json_kstr(j, "id", hash_hex(a, it->id));
        json_kstr(j, "kind", str_of(item_kind_name((enum item_kind)it->kind)));
        json_kstr(j, "stem", it->stem.plain);
        json_kstr(j, "path", from ? from->path : (struct str){0});
        json_kint(j, "line", from ? source_line(from, it->source.span.at) : 0);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void quiz_manifest(const struct quiz *q, const struct sources *s, size_t formulas,
                   struct str formula_policy, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_kstr(&j, "target", q->target->name);
    json_kint(&j, "items", (int64_t)q->n_items);
    json_kint(&j, "carried", (int64_t)q->n);
    json_kint(&j, "left-out", (int64_t)q->n_misfits);
    json_kstr(&j, "csv-formula", formula_policy);
    json_kint(&j, "formula-cells", (int64_t)formulas);
    json_key(&j, "reasons");
    json_open(&j, '[');
    for (size_t r = REASON_FITS + 1; r < REASON_COUNT; r++)
        if (q->by_reason[r])
            put_misfits(&j, out->a, q, s, r);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
