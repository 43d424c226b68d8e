/* check_report: the check as text, as JSON and as a chart of one page. */
#include "items/check.h"

#include "base/json.h"
#include "base/map.h"

#define CHI2_3_95   7.815 /* 95 % point of χ² with 3 degrees of freedom */
#define UNASKED_MAX 40    /* points listed in the text */

static const char *const group_names[CHECK_GROUPS] = {"generated", "authored"};

static void percent(struct buf *out, double share) {
    int64_t tenths = (int64_t)(share * 1000 + (share < 0 ? -0.5 : 0.5));
    buf_printf(out, "%lld.%lld", (long long)(tenths / 10),
               (long long)((tenths < 0 ? -tenths : tenths) % 10));
}

/* How many items and rejections each generator has, in order of first sight. */
struct yield {
    struct str name;
    size_t paper, card, rejected;
};

static size_t yields_of(struct arena *a, const struct bank *b, struct yield **out) {
    struct map names = map_in(a);
    struct yield *v = arena_array(a, struct yield, 64);
    size_t n = 0;
    for (size_t i = 0; i < b->n + b->n_rejected; i++) {
        struct str name = str_of(i < b->n ? b->v[i]->generator : b->rejected[i - b->n].generator);
        struct map_entry *e = map_put(&names, name);
        if (e->num == 0) {
            e->num = (int64_t)++n;
            v[n - 1].name = name;
        }
        struct yield *y = &v[e->num - 1];
        if (i >= b->n)
            y->rejected++;
        else if (b->v[i]->use == USE_PAPER)
            y->paper++;
        else
            y->card++;
    }
    *out = v;
    return n;
}

static void text_yields(const struct check *c, struct buf *out) {
    struct yield *v;
    size_t n = yields_of(out->a, c->bank, &v);
    buf_c(out, "items by generator        paper   card rejected\n");
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "  %-22.*s %6zu %6zu %8zu\n", STR_ARG(v[i].name), v[i].paper, v[i].card,
                   v[i].rejected);
    buf_c(out, "rejected by gate\n");
    for (int g = GATE_PASSED + 1; g < GATE_COUNT; g++)
        if (c->bank->by_gate[g])
            buf_printf(out, "  %-22s %6zu\n", gate_name((enum gate)g), c->bank->by_gate[g]);
}

static void text_rules(const struct check *c, struct buf *out) {
    for (int g = 0; g < CHECK_GROUPS; g++) {
        if (c->n_rules[g] == 0)
            continue;
        buf_printf(out, "guessers on %s items            items   score  chance  interval\n",
                   group_names[g]);
        for (size_t i = 0; i < c->n_rules[g]; i++) {
            const struct check_rule *r = &c->rules[g][i];
            buf_printf(out, "  %-34s %6zu  ", r->name, r->items);
            percent(out, r->score);
            buf_c(out, "    ");
            percent(out, r->chance);
            buf_c(out, "   ±");
            percent(out, r->margin);
            buf_c(out, r->beats_chance ? "  BEATS CHANCE\n" : "\n");
        }
    }
}

static void text_balance(const struct check *c, struct buf *out) {
    buf_printf(out, "letters drawn  A %zu  B %zu  C %zu  D %zu   chi² ", c->letters[0],
               c->letters[1], c->letters[2], c->letters[3]);
    buf_fixed(out, (int64_t)(c->chi2 * 100), 2);
    buf_printf(out, " (%s 7.82)   longest run %zu\n", c->chi2 < CHI2_3_95 ? "below" : "ABOVE",
               c->longest_run);
    buf_printf(out, "true : false   %zu : %zu\n", c->truths, c->falsehoods);
}

static void text_coverage(const struct check *c, const struct sources *s, struct buf *out) {
    const struct check_coverage *v = &c->coverage;
    buf_printf(out, "questions      %zu, answered %zu, on paper %zu, card only %zu, nothing %zu\n",
               v->questions, v->answered, v->on_paper, v->card_only, v->nothing);
    buf_printf(out, "points         %zu, asked %zu, never tried %zu", v->points, v->asked,
               v->untried);
    for (int g = GATE_PASSED + 1; g < GATE_COUNT; g++)
        if (v->why[g])
            buf_printf(out, ", %s %zu", gate_name((enum gate)g), v->why[g]);
    buf_byte(out, '\n');
    for (size_t i = 0; i < c->n_unasked && i < UNASKED_MAX; i++) {
        const struct check_point *p = &c->unasked[i];
        struct str text = p->point->key.plain.n ? p->point->key.plain : p->point->text.plain;
        struct place at =
            source_place(s, p->point->text.span.len ? p->point->text.span : p->question->span);
        buf_printf(out, "  %.*s:%u %.*s (%s)\n", STR_ARG(at.path), at.line,
                   STR_ARG(str_slice(text, 0, 60)),
                   p->gate ? gate_name((enum gate)p->gate) : "not tried");
    }
    if (c->n_unasked > UNASKED_MAX)
        buf_printf(out, "  and %zu more\n", c->n_unasked - UNASKED_MAX);
}

void bank_check_text(const struct check *c, const struct sources *s, struct buf *out) {
    text_yields(c, out);
    text_rules(c, out);
    text_balance(c, out);
    text_coverage(c, s, out);
}

static void json_share(struct json *j, const char *key, double v) {
    json_key(j, key);
    json_fixed(j, (int64_t)(v * 10000 + 0.5), 4);
}

static void json_rules(const struct check *c, struct json *j) {
    json_key(j, "guessers");
    json_open(j, '[');
    for (int g = 0; g < CHECK_GROUPS; g++)
        for (size_t i = 0; i < c->n_rules[g]; i++) {
            const struct check_rule *r = &c->rules[g][i];
            json_open(j, '{');
            json_kstr(j, "group", str_of(group_names[g]));
            json_kstr(j, "kind", str_of(r->about));
            json_kstr(j, "rule", str_of(r->name));
            json_kint(j, "items", (int64_t)r->items);
            json_share(j, "score", r->score);
            json_share(j, "chance", r->chance);
            json_share(j, "margin", r->margin);
            json_kbool(j, "beats_chance", r->beats_chance);
            json_close(j, '}');
        }
    json_close(j, ']');
}

static void json_yields(const struct check *c, struct json *j, struct arena *a) {
    struct yield *v;
    size_t n = yields_of(a, c->bank, &v);
    json_key(j, "generators");
    json_open(j, '{');
    for (size_t i = 0; i < n; i++) {
        json_key(j, str_c(a, v[i].name));
        json_open(j, '{');
        json_kint(j, "paper", (int64_t)v[i].paper);
        json_kint(j, "card", (int64_t)v[i].card);
        json_kint(j, "rejected", (int64_t)v[i].rejected);
        json_close(j, '}');
    }
    json_close(j, '}');
    json_key(j, "gates");
    json_open(j, '{');
    for (int g = GATE_PASSED + 1; g < GATE_COUNT; g++)
        json_kint(j, gate_name((enum gate)g), (int64_t)c->bank->by_gate[g]);
    json_close(j, '}');
}

static void json_coverage(const struct check *c, const struct sources *s, struct json *j) {
    const struct check_coverage *v = &c->coverage;
    json_key(j, "coverage");
    json_open(j, '{');
    json_kint(j, "questions", (int64_t)v->questions);
    json_kint(j, "answered", (int64_t)v->answered);
    json_kint(j, "on_paper", (int64_t)v->on_paper);
    json_kint(j, "card_only", (int64_t)v->card_only);
    json_kint(j, "nothing", (int64_t)v->nothing);
    json_kint(j, "points", (int64_t)v->points);
    json_kint(j, "asked", (int64_t)v->asked);
    json_key(j, "unasked");
    json_open(j, '[');
    for (size_t i = 0; i < c->n_unasked; i++) {
        const struct check_point *p = &c->unasked[i];
        struct place at =
            source_place(s, p->point->text.span.len ? p->point->text.span : p->question->span);
        json_open(j, '{');
        json_kstr(j, "path", at.path);
        json_kint(j, "line", at.line);
        json_kstr(j, "point", p->point->key.plain.n ? p->point->key.plain : p->point->text.plain);
        json_kstr(j, "gate", str_of(gate_name((enum gate)p->gate)));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void bank_check_json(const struct check *c, const struct sources *s, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_yields(c, &j, out->a);
    json_rules(c, &j);
    json_key(&j, "letters");
    json_open(&j, '[');
    for (size_t i = 0; i < 4; i++)
        json_int(&j, (int64_t)c->letters[i]);
    json_close(&j, ']');
    json_share(&j, "chi2", c->chi2);
    json_kint(&j, "longest_run", (int64_t)c->longest_run);
    json_kint(&j, "true", (int64_t)c->truths);
    json_kint(&j, "false", (int64_t)c->falsehoods);
    json_coverage(c, s, &j);
    json_close(&j, '}');
    buf_byte(out, '\n');
}

/* The chart: 210 × 297 user units, one millimetre each. */
struct chart {
    struct buf *out;
    double y;
};

static void chart_number(struct buf *out, double v) {
    buf_fixed(out, (int64_t)(v * 100 + 0.5), 2);
}

static void chart_text(struct chart *s, double x, double size, const char *weight,
                       const char *text) {
    buf_c(s->out, "<text x=\"");
    chart_number(s->out, x);
    buf_c(s->out, "\" y=\"");
    chart_number(s->out, s->y);
    buf_c(s->out, "\" font-size=\"");
    chart_number(s->out, size);
    buf_printf(s->out, "\" font-weight=\"%s\">%s</text>\n", weight, text);
}

static void chart_bar(struct chart *s, double x, double width, const char *fill) {
    buf_c(s->out, "<rect x=\"");
    chart_number(s->out, x);
    buf_c(s->out, "\" y=\"");
    chart_number(s->out, s->y - 2.6);
    buf_c(s->out, "\" height=\"3\" width=\"");
    chart_number(s->out, width > 0 ? width : 0);
    buf_printf(s->out, "\" fill=\"%s\"/>\n", fill);
}

static void chart_head(struct chart *s, const char *text) {
    s->y += 8;
    chart_text(s, 15, 4, "bold", text);
    s->y += 5.5;
}

static void chart_yields(struct chart *s, const struct check *c) {
    struct yield *v;
    size_t n = yields_of(s->out->a, c->bank, &v), most = 1;
    for (size_t i = 0; i < n; i++)
        most = MAX(most, v[i].paper + v[i].card + v[i].rejected);
    chart_head(s, "Items by generator: paper, card, rejected");
    for (size_t i = 0; i < n; i++) {
        double unit = 110.0 / (double)most, x = 60;
        size_t parts[] = {v[i].paper, v[i].card, v[i].rejected};
        static const char *const fills[] = {"#1b4f8a", "#8fb4dc", "#dddddd"};
        chart_text(s, 15, 3, "normal", str_c(s->out->a, v[i].name));
        for (size_t k = 0; k < 3; k++) {
            chart_bar(s, x, unit * (double)parts[k], fills[k]);
            x += unit * (double)parts[k];
        }
        chart_text(s, x + 2, 2.6, "normal",
                   str_c(s->out->a,
                         str_format(s->out->a, "%zu / %zu / %zu", parts[0], parts[1], parts[2])));
        s->y += 4.6;
    }
}

static void chart_rules(struct chart *s, const struct check *c) {
    chart_head(s, "Guessers on generated items: score with 95 % interval; the line is chance");
    for (size_t i = 0; i < c->n_rules[CHECK_GENERATED]; i++) {
        const struct check_rule *r = &c->rules[CHECK_GENERATED][i];
        double unit = 110.0;
        chart_text(s, 15, 3, "normal", r->name);
        chart_bar(s, 70, unit * r->score, r->beats_chance ? "#b3261e" : "#5a8f5a");
        chart_bar(s, 70 + unit * (r->score - r->margin), unit * 2 * r->margin, "#00000033");
        chart_bar(s, 70 + unit * r->chance, 0.4, "#000000");
        s->y += 4.6;
    }
}

static void chart_gates(struct chart *s, const struct check *c) {
    size_t most = 1;
    for (int g = 1; g < GATE_COUNT; g++)
        most = MAX(most, c->bank->by_gate[g]);
    chart_head(s, "Rejected by gate");
    for (int g = GATE_PASSED + 1; g < GATE_COUNT; g++) {
        if (c->bank->by_gate[g] == 0)
            continue;
        chart_text(s, 15, 3, "normal", gate_name((enum gate)g));
        chart_bar(s, 60, 110.0 * (double)c->bank->by_gate[g] / (double)most, "#999999");
        s->y += 4.6;
    }
}

void bank_check_svg(const struct check *c, struct buf *out) {
    struct chart s = {.out = out, .y = 18};
    buf_c(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" "
               "viewBox=\"0 0 210 297\" font-family=\"sans-serif\">\n"
               "<rect width=\"210\" height=\"297\" fill=\"#ffffff\"/>\n");
    chart_text(&s, 15, 6, "bold", "Item bank");
    chart_yields(&s, c);
    chart_rules(&s, c);
    chart_gates(&s, c);
    s.y += 6;
    chart_text(
        &s, 15, 3, "normal",
        str_c(out->a,
              str_format(out->a,
                         "Points asked: %zu of %zu. Questions on paper: %zu of %zu answered.",
                         c->coverage.asked, c->coverage.points, c->coverage.on_paper,
                         c->coverage.answered)));
    buf_c(out, "</svg>\n");
}
