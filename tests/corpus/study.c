/* study: what the study model holds of the real notes in a folder, against counts made by hand and
 * by scripts of other people's (their INDEX.md); that nothing of any note is lost; and the founding
 * sample question by question. Prints PASS and FAIL lines.
 *
 *     study NOTES-FOLDER DATA-FOLDER */
#include "study/founding.h"
#include "study/reconcile.h"

#include "base/utf8.h"

#include <stdio.h>

struct counts {
    size_t questions, unanswered, choices, of[5], right[4], card_questions, cards, terms, tables,
        listings, pictures, display_math, math;
};

/* ---- counting ---- */

static void count_text(struct counts *c, const struct rich *r) {
    for (size_t i = 0; i < r->n; i++) {
        uint32_t flags = r->runs[i].flags;
        if (flags & RICH_MATH)
            *(flags & RICH_DISPLAY ? &c->display_math : &c->math) += 1;
        c->pictures += (flags & RICH_IMAGE) != 0;
    }
}

static void count_parts(struct counts *c, const struct part *parts, size_t n);

static void count_part(struct counts *c, const struct part *p) {
    switch (p->kind) {
    case PART_TEXT:
        count_text(c, &p->text);
        break;
    case PART_POINT:
        count_text(c, &p->point->key);
        count_text(c, &p->point->text);
        count_parts(c, p->point->parts, p->point->n_parts);
        break;
    case PART_TABLE:
        c->tables++;
        for (size_t i = 0; i < p->table->n_rows * p->table->n_columns; i++)
            count_text(c, &p->table->cells[i].text);
        break;
    case PART_CODE:
        c->listings++;
        break;
    case PART_MATH:
        c->display_math++;
        break;
    case PART_FIGURE:
        c->pictures++;
        count_text(c, &p->figure->caption);
        break;
    case PART_QUOTE:
        count_text(c, &p->quote->title);
        count_parts(c, p->quote->parts, p->quote->n_parts);
        break;
    default:
        break;
    }
}

static void count_parts(struct counts *c, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        count_part(c, &parts[i]);
}

static void count_authored(struct counts *c, const struct authored *a) {
    size_t right = 0, which = 0;
    count_parts(c, a->stem_parts, a->n_stem_parts);
    for (size_t i = 0; i < a->n_options; i++) {
        count_text(c, &a->options[i].text);
        count_parts(c, a->options[i].parts, a->options[i].n_parts);
        right += a->options[i].right;
        which = a->options[i].right ? i : which;
    }
    count_text(c, &a->explanation);
    count_parts(c, a->explanation_parts, a->n_explanation_parts);
    if (a->kind == AUTHORED_CHOICE && !a->malformed) {
        c->choices++;
        c->of[MIN(a->n_options, COUNT_OF(c->of) - 1)]++;
        if (right == 1 && which < COUNT_OF(c->right))
            c->right[which]++;
    }
    bool both = a->kind == AUTHORED_CARD_BOTH_WAYS;
    c->card_questions += both || a->kind == AUTHORED_CARD;
    c->cards += both ? 2 : a->kind == AUTHORED_CARD;
}

static void count_question(struct counts *c, const struct question *q) {
    c->questions++;
    c->unanswered += q->status == STATUS_MISSING;
    count_text(c, &q->title);
    count_parts(c, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets; i++)
        count_parts(c, q->facets[i].parts, q->facets[i].n_parts);
    for (size_t i = 0; i < q->n_terms; i++)
        c->terms +=
            q->terms[i].confidence == TERM_CERTAIN && str_eq(q->terms[i].term, q->title.plain);
    if (q->authored)
        count_authored(c, q->authored);
}

static void count_unit(void *self, const struct section *section, const struct question *q) {
    struct counts *c = self;
    if (q) {
        count_question(c, q);
        return;
    }
    count_parts(c, section->intro, section->n_intro);
}

static struct counts count(const struct study_document *d) {
    struct counts c = {0};
    count_parts(&c, d->intro, d->n_intro);
    study_walk(d, count_unit, &c);
    return c;
}

/* ---- what is expected ---- */

#define OF(field) offsetof(struct counts, field)

static const struct row {
    const char *note, *what;
    size_t field, want;
} rows[] = {
    {"js-mcq-zh-CN.md", "keyed choice questions", OF(choices), 155},
    /* Its index says 145, 7, 3: question 12 has a fourth option, "- D:" without a blank behind it.
     */
    {"js-mcq-zh-CN.md", "choices of four options", OF(of[4]), 146},
    {"js-mcq-zh-CN.md", "choices of three", OF(of[3]), 6},
    {"js-mcq-zh-CN.md", "choices of two", OF(of[2]), 3},
    {"js-mcq-zh-CN.md", "pictures", OF(pictures), 14},
    {"js-mcq-zh-CN.md", "keys A", OF(right[0]), 40},
    {"js-mcq-zh-CN.md", "keys B", OF(right[1]), 40},
    {"js-mcq-zh-CN.md", "keys C", OF(right[2]), 49},
    {"js-mcq-zh-CN.md", "keys D", OF(right[3]), 26},
    {"js-mcq-zh-CN.md", "code fences", OF(listings), 169},
    {"flashcards-history-en.md", "card questions", OF(card_questions), 20},
    {"flashcards-history-en.md", "cards", OF(cards), 27},
    {"flashcards-history-en.md", "questions", OF(questions), 28},
    {"sr-syntax-zh.md", "cards", OF(cards), 0},
    {"sr-syntax-zh.md", "pictures", OF(pictures), 2},
    {"sr-syntax-zh.md", "code fences", OF(listings), 10},
    {"ds-theory-qa-en.md", "questions", OF(questions), 166},
    {"ds-theory-qa-en.md", "unanswered", OF(unanswered), 14},
    {"ds-theory-qa-en.md", "pictures", OF(pictures), 11},
    {"ds-theory-qa-en.md", "code fences", OF(listings), 5},
    {"ds-theory-qa-en.md", "tables, one of them HTML", OF(tables), 2},
    {"sql-exercises-tables-code-zh.md", "tables", OF(tables), 74},
    {"sql-exercises-tables-code-zh.md", "pictures", OF(pictures), 1},
    {"sql-exercises-tables-code-zh.md", "code fences", OF(listings), 63},
    {"d2l-probability-math-zh.md", "display math", OF(display_math), 12},
    {"d2l-probability-math-zh.md", "math in lines", OF(math), 157},
    {"d2l-probability-math-zh.md", "pictures", OF(pictures), 1},
    {"d2l-probability-math-zh.md", "tables", OF(tables), 2},
    {"d2l-probability-math-zh.md", "code fences", OF(listings), 20},
    {"ml-glossary-terms-en.md", "terms", OF(terms), 150},
    {"ml-glossary-terms-en.md", "embedded pictures", OF(pictures), 29},
    {"ml-glossary-terms-en.md", "display math", OF(display_math), 4},
    {"ml-glossary-terms-en.md", "questions", OF(questions), 150},
    {"database-qa-ko.md", "code fences", OF(listings), 2},
    {"database-qa-ko.md", "pictures", OF(pictures), 2},
    {"spring-questions-gb18030.md", "code fences", OF(listings), 38},
    {"spring-questions-gb18030.md", "tables", OF(tables), 3},
    {"spring-questions-gb18030.md", "pictures", OF(pictures), 21},
    {"javaguide-large-zh.md", "code fences", OF(listings), 427},
    {"javaguide-large-zh.md", "tables", OF(tables), 140},
    {"javaguide-large-zh.md", "pictures", OF(pictures), 505}, /* one of them <img> */
};

/* ---- running ---- */

struct corpus {
    struct arena *a;
    struct str data_dir;
    const struct document *const *docs;
    const struct study *study;
    size_t failed;
};

static void say(struct corpus *c, bool right, struct str name, struct str why) {
    printf("%s %.*s%s%.*s\n", right ? "PASS" : "FAIL", STR_ARG(name), right ? "" : ": ",
           STR_ARG(right ? (struct str){0} : why));
    c->failed += !right;
}

static const struct study_document *find(const struct corpus *c, struct str note) {
    for (size_t i = 0; i < c->study->n; i++)
        if (str_ends(c->study->v[i]->source->path, note))
            return c->study->v[i];
    return NULL;
}

static void check_rows(struct corpus *c) {
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct study_document *d = find(c, str_of(rows[i].note));
        struct str name = str_format(c->a, "%s: %s", rows[i].note, rows[i].what);
        if (!d) {
            printf("SKIP %.*s: no such note\n", STR_ARG(name));
            continue;
        }
        struct counts counted = count(d);
        size_t got = *(const size_t *)((const char *)&counted + rows[i].field);
        say(c, got == rows[i].want, name, str_format(c->a, "%zu, not %zu", got, rows[i].want));
    }
}

/* Where two texts part, with what stands around. */
static struct str difference(struct arena *a, struct str x, struct str y) {
    size_t i = 0;
    while (i < x.n && i < y.n && x.p[i] == y.p[i])
        i++;
    size_t from = i > 60 ? i - 60 : 0;
    return str_format(a, "at %zu: the tree has \"%.*s\", the model \"%.*s\"", i,
                      STR_ARG(str_slice(x, from, i + 60)), STR_ARG(str_slice(y, from, i + 60)));
}

static void check_nothing_lost(struct corpus *c) {
    for (size_t i = 0; i < c->study->n; i++) {
        struct str tree = tree_text(c->a, c->docs[i]), model = model_text(c->a, c->study->v[i]);
        struct str name = str_format(c->a, "%.*s: nothing lost, nothing twice",
                                     STR_ARG(fs_base(c->study->v[i]->source->path)));
        say(c, str_eq(tree, model), name, difference(c->a, tree, model));
    }
}

static struct study *build(struct corpus *c, struct sources *s, const struct document ***docs) {
    struct diag *d = diag_open(c->a);
    struct syntax_options syntax = {0};
    struct study_options o = {.data_dir = c->data_dir, .threads = 1};
    *docs = arena_array(c->a, const struct document *, s->n);
    for (size_t i = 0; i < s->n; i++)
        (*docs)[i] = syn_parse(c->a, s->v[i], &syntax, d);
    return study_build(c->a, *docs, s->n, s, vault_open(c->a, s), &o, d);
}

static void check_founding(struct corpus *c) {
    const struct study_document *d = find(c, STR("llm-interview.md"));
    if (!d) {
        printf("SKIP founding sample: no llm-interview.md\n");
        return;
    }
    struct sources *one = arena_new(c->a, struct sources);
    const struct document **docs;
    *one = source_from_text(c->a, STR("llm-interview.md"), d->source->text);
    const struct study *s = build(c, one, &docs);
    struct str wrong = founding_wrong_counts(c->a, s);
    say(c, wrong.n == 0, STR("founding sample: counts"), wrong);
    for (size_t i = 0; i < COUNT_OF(founding_rows) && wrong.n == 0; i++) {
        struct str why = founding_wrong(c->a, s, i);
        say(c, why.n == 0,
            str_format(c->a, "founding sample: %s-%s", founding_rows[i].section,
                       founding_rows[i].number),
            why);
    }
    say(c, wrong.n == 0 && founding_compares(s), STR("founding sample: comparison"),
        STR("its points do not compare"));
}

/* The GB18030 note is its UTF-8 original, character by character: the same model of both. */
static void check_encoding(struct corpus *c) {
    const struct study_document *d = find(c, STR("spring-questions-gb18030.md"));
    if (!d)
        return;
    struct sources *one = arena_new(c->a, struct sources);
    const struct document **docs;
    *one = source_from_text(c->a, d->source->path, d->source->text);
    const struct study *s = build(c, one, &docs);
    size_t four = 0;
    for (const char *p = d->source->text.p, *end = p + d->source->text.n; p < end;)
        four += utf8_next(&p, end) > 0xFFFF;
    say(c, s->n_questions == d->n_questions && utf8_check(d->source->text) == SIZE_MAX,
        STR("spring-questions-gb18030.md: as from UTF-8"), STR("the models differ"));
    say(c, str_eqc(d->source->encoding, "GB18030"), STR("spring-questions-gb18030.md: encoding"),
        d->source->encoding);
    say(c, four == 1, STR("spring-questions-gb18030.md: outside the BMP"),
        str_format(c->a, "%zu characters", four));
}

static int run(struct arena *a, const char *folder, const char *data_dir) {
    struct corpus c = {.a = a, .data_dir = str_of(data_dir)};
    struct str input = str_of(folder);
    struct source_options o = {0};
    struct sources *s = arena_new(a, struct sources);
    const struct document **docs;
    *s = source_load(a, &input, 1, &o, diag_open(a));
    c.study = build(&c, s, &docs);
    c.docs = docs;
    check_rows(&c);
    check_nothing_lost(&c);
    check_founding(&c);
    check_encoding(&c);
    return c.failed ? 1 : 0;
}

int main(int argc, char **argv) {
    struct failure f;
    if (argc != 3) {
        fprintf(stderr, "usage: study NOTES-FOLDER DATA-FOLDER\n");
        return 2;
    }
    if (setjmp(f.env)) {
        printf("FAIL study: %s\n", f.text);
        return 3;
    }
    struct arena *a = arena_open(&f);
    int status = run(a, argv[1], argv[2]);
    arena_close(a);
    return status;
}
