/* para_break: breaking a paragraph into lines with the least total demerits (Knuth and Plass,
 * "Breaking Paragraphs into Lines", 1981): a node for each place where a line may end, the best way
 * to each node, the list of active nodes as a window that moves along. White changes by ordered
 * classes instead of in proportion.
 *
 * Up to six passes, each only when the one before found no way: lines within bounds; hyphens
 * allowed; ragged lines; breaks inside tokens; breaks that are prohibited; lines too wide. */
#include "layout/para_int.h"

#define NONE UINT32_MAX

struct node {
    uint32_t cluster; /* the next line starts here */
    uint32_t end;     /* a line that ends here ends visibly before this cluster */
    uint8_t brk;
    uint8_t hyphen;
    bool forced;                  /* BRK_MUST, or the paragraph's end */
    struct line_sums start, stop; /* a line's sums: stop of its last node less start of its first */
    int64_t start_stretch, stop_stretch, start_shrink, stop_shrink; /* µem, all classes of those */
    int64_t demerits;                                               /* of the best way here */
    uint32_t from; /* the node before on it, or NONE: not reached */
};

struct breaking {
    struct arena *scratch;
    const struct para *p;
    const struct para_shape *s;
    struct node *v;
    uint32_t n;
    uint32_t *active; /* reached nodes from which a line may still be set */
    uint32_t head, tail;
    int64_t first_room, room; /* µem of the first and of further lines */
    struct pass {
        bool hyphens, ragged, emergency, last, overfull; /* what it allows */
    } allow;
    bool *hyphens; /* for each cluster: a hyphen may be added before it; NULL: not asked yet */
};

/* ---- nodes ---- */

static void subtract(struct line_sums *a, const struct line_sums *b) {
    a->width -= b->width;
    for (int c = 0; c < SHRINK_COUNT; c++)
        a->shrink[c] -= b->shrink[c];
    for (int c = 0; c < STRETCH_COUNT; c++)
        a->stretch[c] -= b->stretch[c];
    a->fills -= b->fills;
}

static bool is_hyphen(const struct breaking *b, size_t k) {
    return b->allow.hyphens && b->hyphens[k];
}

static bool is_node(const struct breaking *b, size_t k) {
    switch (b->p->v[k].brk) {
    case BRK_NO:
        return false;
    case BRK_EMERGENCY:
        return b->allow.emergency || is_hyphen(b, k);
    case BRK_LAST:
        return b->allow.last;
    default:
        return true;
    }
}

/* Sums while walking along the clusters; `seen` is at the last visible cluster's end. */
struct walk {
    struct line_sums now, seen;
    uint32_t seen_end;
};

static struct node *add_node(struct breaking *b, const struct walk *w, uint32_t cluster) {
    struct node *node = &b->v[b->n++];
    *node = (struct node){.cluster = cluster, .end = w->seen_end, .from = NONE};
    node->stop = w->seen;
    if (w->seen_end > 0)
        node->stop.width -= b->p->v[w->seen_end - 1].trim_right * 1000;
    return node;
}

static void start_line_here(const struct breaking *b, struct node *node, const struct walk *w) {
    node->start = w->now;
    node->start.width += b->p->v[node->cluster].trim_left * 1000;
}

static void set_break(const struct breaking *b, struct node *node) {
    const struct cluster *c = &b->p->v[node->cluster];
    bool added = is_hyphen(b, node->cluster) && (c->brk == BRK_NO || c->brk == BRK_EMERGENCY);
    node->brk = added ? (uint8_t)BRK_SOFT : c->brk;
    node->hyphen = node->brk == BRK_SOFT;
    node->forced = c->brk == BRK_MUST;
    if (node->hyphen)
        node->stop.width += line_hyphen(b->p, node->cluster - 1);
}

static int64_t total_shrink(const struct line_sums *s) {
    int64_t sum = 0;
    for (int c = 0; c < SHRINK_COUNT; c++)
        sum += s->shrink[c];
    return sum * 1000;
}

static int64_t total_stretch(const struct line_sums *s) {
    int64_t sum = 0;
    for (int c = 0; c < STRETCH_COUNT; c++)
        sum += s->stretch[c];
    return sum * 1000;
}

static void total_node(struct node *node) {
    node->start_stretch = total_stretch(&node->start);
    node->stop_stretch = total_stretch(&node->stop);
    node->start_shrink = total_shrink(&node->start);
    node->stop_shrink = total_shrink(&node->stop);
}

static void build_nodes(struct breaking *b) {
    struct walk w = {0};
    b->n = 0;
    for (uint32_t k = 0; k < b->p->n; k++) {
        const struct cluster *c = &b->p->v[k];
        struct node *node = k == 0 || is_node(b, k) ? add_node(b, &w, k) : NULL;
        if (k > 0)
            line_add_boundary(&w.now, c);
        if (node != NULL) {
            start_line_here(b, node, &w);
            if (k > 0)
                set_break(b, node);
        }
        line_add_cluster(&w.now, b->p, c, b->s);
        if (c->kind != CLUSTER_SPACE && c->kind != CLUSTER_BREAK) {
            w.seen = w.now;
            w.seen_end = k + 1;
        }
    }
    add_node(b, &w, (uint32_t)b->p->n)->forced = true;
    for (uint32_t i = 0; i < b->n; i++)
        total_node(&b->v[i]);
}

/* ---- one line ---- */

/* How good a line from node i to node j is. */
struct verdict {
    enum { LINE_FITS, LINE_LOOSE, LINE_TOO_WIDE } kind;
    int64_t short_by; /* µem, LINE_LOOSE */
    int badness;      /* 0 … 400 */
};

/* What using up a class costs: the order of the classes in numbers. */
static const int SHRINK_WEIGHT[SHRINK_COUNT] = {
    [SHRINK_BLANK] = 5,  [SHRINK_SPACE] = 15, [SHRINK_MIDDLE] = 15, [SHRINK_BRACKET] = 20,
    [SHRINK_PAUSE] = 30, [SHRINK_GAP] = 160,  [SHRINK_STOP] = 60,
};
static const int STRETCH_WEIGHT[STRETCH_COUNT] = {[STRETCH_BLANK] = 5,
                                                  [STRETCH_SPACE] = 40,
                                                  [STRETCH_GAP] = 30,
                                                  [STRETCH_HAN] = 120,
                                                  [STRETCH_LETTER] = 250};

/* weight * (taken / have)², for µem taken of 1/1000 em to be had. */
static int use_badness(int weight, int64_t taken, int32_t have) {
    if (taken == 0 || have == 0)
        return 0;
    int64_t share = taken / have; /* of 1000 */
    return (int)(weight * share * share / 1000000);
}

static int change_badness(const struct line_sums *have, const struct line_change *change) {
    int badness = 0;
    for (int c = 0; c < SHRINK_COUNT; c++)
        badness += use_badness(SHRINK_WEIGHT[c], change->shrink[c], have->shrink[c]);
    for (int c = 0; c < STRETCH_COUNT; c++)
        badness += use_badness(STRETCH_WEIGHT[c], change->stretch[c], have->stretch[c]);
    return badness;
}

static int64_t room_of(const struct breaking *b, uint32_t from) {
    return from == 0 ? b->first_room : b->room;
}

static struct line_sums sums_of(const struct breaking *b, uint32_t i, uint32_t j) {
    struct line_sums sums = b->v[j].stop;
    subtract(&sums, &b->v[i].start);
    return sums;
}

#define ROUNDING 1000   /* µem: a thousandth of an em is no trouble */
#define NEARLY   300000 /* µem: a ragged line that lacks less is stretched as far as allowed */

/* Ragged setting: an even edge is better than full lines. */
static struct verdict judge_ragged(const struct breaking *b, int64_t d) {
    int64_t share = d * 1000 / MAX(b->room, 1);
    return (struct verdict){.kind = LINE_FITS, .badness = (int)MIN(400, share * share / 1250)};
}

/* A line that is within bounds by its classes. */
static struct verdict judge_classes(const struct breaking *b, uint32_t i, uint32_t j, int64_t d) {
    struct line_sums s = sums_of(b, i, j);
    struct line_change change;
    int64_t left = line_share(&s, d, true, &change);
    if (left > ROUNDING)
        return (struct verdict){.kind = LINE_LOOSE, .short_by = left};
    return (struct verdict){.kind = LINE_FITS, .badness = change_badness(&s, &change)};
}

/* Most lines tried are much too short or too wide: sums over all classes tell. */
static struct verdict judge(const struct breaking *b, uint32_t i, uint32_t j) {
    const struct node *from = &b->v[i], *to = &b->v[j];
    int64_t d = room_of(b, i) - (to->stop.width - from->start.width);
    bool justified = b->s->align == ALIGN_JUSTIFY, fills = to->stop.fills > from->start.fills;
    if (d < -ROUNDING &&
        (!(justified || fills) || d + to->stop_shrink - from->start_shrink < -ROUNDING))
        return (struct verdict){.kind = LINE_TOO_WIDE};
    if (d >= 0 && (to->forced || fills))
        return (struct verdict){.kind = LINE_FITS};
    if (!justified && d >= 0)
        return judge_ragged(b, d);
    int64_t left = d - (to->stop_stretch - from->start_stretch);
    if (left > ROUNDING)
        return (struct verdict){.kind = LINE_LOOSE, .short_by = left};
    return judge_classes(b, i, j, d);
}

/* ---- demerits ---- */

enum {
    LINE_PENALTY = 10,        /* per line, before squaring */
    LINE_DEMERITS = 4000,     /* per line: a sheet is short of lines */
    HYPHEN_DEMERITS = 20000,  /* two hyphens on lines that follow each other */
    ORPHAN_DEMERITS = 300000, /* 孤字: dearer than any line within bounds */
    RUNT_DEMERITS = 120000,   /* a last line of two characters, mostly a cut word … */
    RUNT_ROOM_EM = 8,         /* … but not in the cells of a table, which are as narrow */
    BARE_DEMERITS = 20000000, /* a bracket with less than two characters before it */
    RAGGED_DEMERITS = 150000, /* and the square of what is missing, in 1/1000 em */
};
static const int64_t overfull_demerits = INT64_C(100000000000);

static const int BREAK_PENALTY[] = {
    [BRK_NO] = 0,    [BRK_OK] = 0,    [BRK_WORD] = 50,         [BRK_TOKEN] = 40,
    [BRK_DEEP] = 90, [BRK_SOFT] = 70, [BRK_EMERGENCY] = 10000, [BRK_LAST] = 60000,
    [BRK_MUST] = 0,
};

/* Characters on a last line, counted up to three; blanks and marks do not count. */
struct last_line {
    int n;
    bool filled; /* … before a fill: a bracket flush right */
};

static struct last_line count_on_line(const struct breaking *b, uint32_t i, uint32_t j) {
    struct last_line l = {0};
    for (uint32_t k = b->v[i].cluster; k < b->v[j].end && l.n < 3; k++) {
        const struct cluster *c = &b->p->v[k];
        l.filled = c->kind == CLUSTER_FILL;
        if (l.filled && k == b->v[i].cluster && b->p->v[b->v[j].end - 1].kind == CLUSTER_FILL)
            return (struct last_line){.n = 3}; /* a formula centred on its own line */
        if (l.filled)
            break;
        if (c->flags & CLUSTER_IS_CJK)
            l.n++;
        else if (c->kind == CLUSTER_OBJECT || c->cls == CLS_LATIN)
            l.n = 3;
    }
    return l;
}

static int64_t orphan_demerits(const struct breaking *b, uint32_t i, uint32_t j) {
    if (!b->s->avoid_orphan || i == 0 || !b->v[j].forced)
        return 0;
    struct last_line l = count_on_line(b, i, j);
    if (l.filled)
        return l.n < 2 ? BARE_DEMERITS : 0;
    bool runt = l.n == 2 && b->room > RUNT_ROOM_EM * INT64_C(1000000);
    return l.n <= 1 ? ORPHAN_DEMERITS : runt ? RUNT_DEMERITS : 0;
}

/* The end of a word that was cut, alone on the last line. */
static bool is_fragment(const struct breaking *b, uint32_t i, uint32_t j) {
    if (!b->v[i].hyphen || !b->v[j].forced)
        return false;
    for (uint32_t k = b->v[i].cluster; k < b->v[j].end; k++)
        if (b->p->v[k].kind == CLUSTER_SPACE)
            return false;
    return true;
}

static int64_t line_demerits(const struct breaking *b, uint32_t i, uint32_t j,
                             const struct verdict *v) {
    int64_t penalty = BREAK_PENALTY[b->v[j].brk];
    int64_t base = LINE_PENALTY + v->badness + penalty;
    int64_t demerits = base * base + LINE_DEMERITS + orphan_demerits(b, i, j);
    if (b->v[i].hyphen && b->v[j].hyphen)
        demerits += HYPHEN_DEMERITS;
    if (is_fragment(b, i, j))
        demerits += RUNT_DEMERITS;
    if (v->kind == LINE_TOO_WIDE)
        demerits += overfull_demerits;
    if (v->kind == LINE_LOOSE) {
        int64_t mille = v->short_by / 1000;
        demerits += RAGGED_DEMERITS + mille * mille;
    }
    return demerits;
}

static void try_line(struct breaking *b, uint32_t i, uint32_t j, const struct verdict *v) {
    int64_t demerits = b->v[i].demerits + line_demerits(b, i, j, v);
    if (b->v[j].from == NONE || demerits < b->v[j].demerits) {
        b->v[j].demerits = demerits;
        b->v[j].from = i;
    }
}

/* ---- the passes ---- */

/* No way to an active node is better than this. */
static int64_t least_demerits(const struct breaking *b) {
    int64_t least = INT64_MAX;
    for (uint32_t k = b->head; k < b->tail; k++)
        least = MIN(least, b->v[b->active[k]].demerits);
    return least;
}

/* A ragged line so short that neither it nor a shorter one can be on the best way to j. */
static bool is_hopeless(const struct breaking *b, uint32_t j, const struct verdict *v,
                        int64_t least) {
    int64_t mille = v->short_by / 1000;
    return v->kind == LINE_LOOSE && b->v[j].from != NONE &&
           least + RAGGED_DEMERITS + mille * mille >= b->v[j].demerits;
}

/* Lines from the active nodes to j. Lines get shorter along the list, so it is left at the first
 * one that cannot be stretched enough; nodes whose lines are too wide leave the list. */
static void reach(struct breaking *b, uint32_t j) {
    bool stop_at_loose = b->s->align == ALIGN_JUSTIFY && !b->v[j].forced && !b->allow.ragged;
    int64_t least = b->allow.ragged ? least_demerits(b) : 0;
    for (uint32_t k = b->head; k < b->tail; k++) {
        uint32_t i = b->active[k];
        struct verdict v = judge(b, i, j);
        if (b->allow.ragged && is_hopeless(b, j, &v, least))
            break;
        if (v.kind == LINE_TOO_WIDE) {
            bool last_chance = b->allow.overfull && k + 1 == b->tail && b->v[j].from == NONE;
            if (last_chance)
                try_line(b, i, j, &v);
            if (k == b->head)
                b->head++;
        } else if (v.kind == LINE_FITS || b->allow.ragged) {
            try_line(b, i, j, &v);
        } else if (stop_at_loose) {
            break;
        }
    }
}

static bool run_pass(struct breaking *b) {
    for (uint32_t j = 1; j < b->n; j++)
        b->v[j].from = NONE;
    b->v[0].demerits = 0;
    b->head = 0;
    b->tail = 0;
    b->active[b->tail++] = 0;
    for (uint32_t j = 1; j < b->n; j++) {
        reach(b, j);
        if (b->v[j].forced)
            b->head = b->tail;
        if (b->v[j].from != NONE)
            b->active[b->tail++] = j;
        if (b->head == b->tail)
            return false;
    }
    return b->v[b->n - 1].from != NONE;
}

static const struct pass PASSES[] = {
    {false, false, false, false, false}, {true, false, false, false, false},
    {true, true, false, false, false},   {true, true, true, false, false},
    {true, true, true, true, false},     {true, true, true, true, true},
};

static bool ends_in_orphan(const struct breaking *b) {
    uint32_t last = b->n - 1;
    return orphan_demerits(b, b->v[last].from, last) > 0;
}

/* ---- hyphens ---- */

static uint32_t letters_end(const struct para *p, uint32_t k) {
    while (k < p->n && (p->v[k].flags & CLUSTER_IS_LETTER))
        k++;
    return k;
}

/* Names (GPT, LoRA, camelCase) and parts of paths and identifiers stay whole. */
static bool is_common_word(const struct para *p, uint32_t from, uint32_t to) {
    const char *text = p->text.p;
    for (uint32_t k = from + 1; k < to; k++)
        if (text[p->v[k].text_at] >= 'A' && text[p->v[k].text_at] <= 'Z')
            return false;
    bool joined_before = from > 0 && p->v[from - 1].cls == CLS_SIGN &&
                         strchr("(\"'", text[p->v[from - 1].text_at]) == NULL;
    bool joined_after = to < p->n && p->v[to].cls == CLS_SIGN &&
                        strchr(".,;:!?)\"'", text[p->v[to].text_at]) == NULL;
    bool number =
        (from > 0 && p->v[from - 1].cls == CLS_LATIN) || (to < p->n && p->v[to].cls == CLS_LATIN);
    return !joined_before && !joined_after && !number;
}

static void hyphenate_word(struct breaking *b, uint32_t from, uint32_t to) {
    enum { MOST = 64 };
    const struct para *p = b->p;
    uint32_t at = p->v[from].text_at;
    uint32_t end = p->v[to - 1].text_at + p->v[to - 1].text_len;
    bool marks[MOST] = {false};
    if (end - at >= MOST || !is_common_word(p, from, to))
        return;
    brk_hyphenate(shape_breaker(p->fonts), str_slice(p->text, at, end), p->lang, marks);
    for (uint32_t k = from + 1; k < to; k++)
        b->hyphens[k] = marks[p->v[k].text_at - at];
}

/* Reading the patterns takes longer than breaking a sheet, so words are looked up only when lines
 * without hyphens have failed. */
static void find_hyphens(struct breaking *b) {
    b->hyphens = arena_array(b->scratch, bool, b->p->n);
    for (uint32_t k = 0; k < b->p->n;) {
        uint32_t end = letters_end(b->p, k);
        if (end > k)
            hyphenate_word(b, k, end);
        k = MAX(end, k + 1);
    }
}

/* ---- all passes ---- */

static bool is_other_set(struct pass a, struct pass b) {
    return a.hyphens != b.hyphens || a.emergency != b.emergency || a.last != b.last;
}

static void find_breaks(struct breaking *b) {
    for (size_t i = 0; i < COUNT_OF(PASSES); i++) {
        struct pass allow = PASSES[i];
        allow.hyphens &= b->s->hyphenate;
        if (PASSES[i].hyphens && !allow.hyphens && !allow.ragged)
            continue;
        if (allow.hyphens && b->hyphens == NULL)
            find_hyphens(b);
        bool rebuild = i == 0 || is_other_set(allow, b->allow);
        b->allow = allow;
        if (rebuild)
            build_nodes(b);
        /* a ragged line may still be better than an orphan */
        if (run_pass(b) && (allow.ragged || !ends_in_orphan(b)))
            return;
    }
}

/* ---- the lines ---- */

static bool fits_one_line(const struct breaking *b) {
    const struct para *p = b->p;
    int64_t width = p->natural + line_uem((mpt)p->natural_fixed, b->s->size);
    return !p->has_forced && width <= b->first_room;
}

static struct breaking prepare(const struct para *p, const struct para_shape *s) {
    return (struct breaking){.p = p,
                             .s = s,
                             .first_room = line_uem(s->measure - s->first_indent, s->size),
                             .room = line_uem(s->measure - s->hang, s->size)};
}

static void give_memory(struct breaking *b, struct arena *scratch) {
    size_t n = b->p->n + 2;
    b->v = arena_array(scratch, struct node, n);
    b->active = arena_array(scratch, uint32_t, n);
    b->scratch = scratch;
}

/* What a tall object or large type needs above and below more than the pitch gives. */
static void set_heights(const struct para *p, const struct para_shape *s, struct para_line *line) {
    mpt above = para_baseline(s), below = s->pitch - above;
    mpt up = (mpt)((int64_t)p->ascent_em * s->size / 1000);
    mpt down = (mpt)((int64_t)p->descent_em * s->size / 1000);
    if (up <= above && down <= below)
        return;
    up = down = 0;
    for (uint32_t k = line->from; k < line->to; k++) {
        int a, d;
        cluster_height(p, &p->v[k], &a, &d);
        up = MAX(up, (mpt)((int64_t)a * s->size / 1000));
        down = MAX(down, (mpt)((int64_t)d * s->size / 1000));
    }
    line->ascent = MAX(0, up - above);
    line->descent = MAX(0, down - below);
}

static mpt uem_to_mpt(int64_t v, mpt size) {
    return (mpt)((v * size + (v < 0 ? -500000 : 500000)) / 1000000);
}

static struct para_line make_line(const struct breaking *b, uint32_t from, uint32_t to, bool last,
                                  bool hyphen) {
    const struct para *p = b->p;
    const struct para_shape *s = b->s;
    struct para_line line = {.from = from, .to = to};
    struct line_change change;
    struct line_sums sums = line_measure(p, s, from, line_visible_end(p, from, to));
    int64_t room = from == 0 ? b->first_room : b->room;
    mpt indent = from == 0 ? s->first_indent : s->hang;
    bool justify = s->align == ALIGN_JUSTIFY && !last;
    if (hyphen)
        sums.width += line_hyphen(p, to - 1);
    int64_t d = room - sums.width;
    int64_t left = line_share(&sums, d, justify, &change);
    line.overfull = left < -ROUNDING;
    line.ragged = justify && left > ROUNDING;
    if (justify && left <= NEARLY)
        line.end |= LINE_JUSTIFIED;
    if (hyphen)
        line.end |= LINE_HYPHEN;
    bool set = d < 0 || (line.end & LINE_JUSTIFIED) || sums.fills > 0;
    int64_t width = set ? room - left : sums.width;
    line.width = uem_to_mpt(width, s->size);
    line.adjust = (int32_t)((width - sums.width) / 1000);
    mpt slack = MAX(0, s->measure - indent - line.width);
    line.x = indent + (s->align == ALIGN_RIGHT ? slack : s->align == ALIGN_CENTER ? slack / 2 : 0);
    set_heights(p, s, &line);
    return line;
}

static void add_up(struct para_lines *l, const struct para_line *line) {
    l->n_ragged += line->ragged;
    l->n_overfull += line->overfull;
    l->height += l->shape.pitch + line->ascent + line->descent;
}

static void take_lines(struct arena *a, const struct breaking *b, struct para_lines *l) {
    for (uint32_t j = b->n - 1; j != 0; j = b->v[j].from)
        l->n++;
    struct para_line *v = arena_array(a, struct para_line, l->n);
    size_t at = l->n;
    for (uint32_t j = b->n - 1; j != 0; j = b->v[j].from) {
        const struct node *from = &b->v[b->v[j].from], *to = &b->v[j];
        v[--at] = make_line(b, from->cluster, to->cluster, to->forced, to->hyphen);
    }
    l->v = v;
    for (size_t i = 0; i < l->n; i++)
        add_up(l, &v[i]);
}

struct para_lines para_break(struct arena *a, const struct para *p, const struct para_shape *s) {
    struct para_lines l = {.para = p, .shape = *s};
    if (p->n == 0)
        return l;
    struct breaking b = prepare(p, s);
    if (fits_one_line(&b)) {
        struct para_line *line = arena_new(a, struct para_line);
        *line = make_line(&b, 0, (uint32_t)p->n, true, false);
        l.v = line;
        l.n = 1;
        add_up(&l, line);
        return l;
    }
    struct arena *scratch = shape_scratch(p->fonts);
    struct arena_mark mark = arena_mark(scratch);
    give_memory(&b, scratch);
    find_breaks(&b);
    take_lines(a, &b, &l);
    arena_reset(scratch, mark);
    return l;
}
