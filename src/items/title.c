/* title: tests on a heading's words by the lists of rules, and a look at the headings above. */
#include "items/title.h"

#include "base/utf8.h"
#include "items/english.h"
#include "items/explain.h"
#include "items/key.h"
#include "items/view.h"

#define CONTEXT_SHORT     10  /* Han + 3 × Latin words: up to here a title may need its parent */
#define CONTEXT_HAN       2   /* content characters: so few always do */
#define CONTEXT_NONE      6   /* with no parent to be had, too short to stand alone */
#define TITLE_HAN_MAX     60  /* Han characters of a title that can be asked about */
#define TITLE_LATIN_MAX   140 /* bytes of one without Han */
#define ANTECEDENT_BYTES  18  /* of a clause long enough to hold what 这 in the next points at */
#define SURVEY_CELLS_MIN  12  /* a title this long still names something without 总结 */
#define ABOUT_CELLS_MIN   8   /* less of a title names nothing */
#define SHARED_MIN        2   /* tokens that make a title speak of its parent */
#define PARENT_CELLS_MAX  36
#define ASKED_TOKENS_MIN  2
#define OUTLINE_MAX       4 /* letters and digits of a place in an outline */
#define NUMBER_DIGITS_MAX 8 /* of 1.10.12, full stops counted */
#define ENGLISH_ALONE     3 /* an English name of so few words may need its parent */
#define LONE_WORDS        2 /* an English title of so few words needs a subject in any case */
#define ENGLISH_WORDS     4 /* Google File System is a name, a longer one is a phrase */

static struct str strip_end_marks(struct str s) {
    static const char *const marks[] = {"？", "?",  "：", ":", "！", "!",
                                        "。", "；", ";",  ".", "…",  "，"};
    for (bool cut = true; cut;) {
        cut = false;
        s = str_trim_end(s);
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            if (s.n > strlen(marks[i]) && str_ends(s, str_of(marks[i]))) {
                s.n -= strlen(marks[i]);
                cut = true;
            }
        }
    }
    return s;
}

static bool is_run_of(struct str s, char c) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != c)
            return false;
    return s.n > 0;
}

/* Tags and stars behind a heading are no words of it. */
static struct str without_tags(struct str s) {
    for (;;) {
        s = str_trim_end(s);
        size_t at = s.n;
        while (at > 0 && s.p[at - 1] != ' ')
            at--;
        bool tag = at + 1 < s.n && s.p[at] == '#' && s.p[at + 1] != '#';
        if (at < 2 || !(tag || is_run_of(str_from(s, at), '*')))
            return s;
        s.n = at;
    }
}

/* 执行流程 [Top]: links back to a place on the same page close a heading, they are no part of it.
 */
static struct rich without_back_links(struct arena *a, const struct rich *title) {
    size_t n = title->n;
    while (n > 0) {
        const struct rich_run *run = &title->runs[n - 1];
        struct str text = str_trim(run->text);
        bool mark = str_eqc(text, "#") || str_eqc(text, "¶");
        bool back = (run->flags & RICH_LINK) &&
                    (mark || (run_target(run).n && run_target(run).p[0] == '#'));
        if (!back && text.n)
            break;
        n--;
    }
    if (n == 0 || n == title->n)
        return *title;
    size_t end = (size_t)(title->runs[n - 1].text.p - title->plain.p) + title->runs[n - 1].text.n;
    return rich_slice(a, title, 0, end);
}

/* 1️⃣ 概述: a key with a digit on it numbers the heading. */
static struct rich without_keycap(struct arena *a, const struct rich *title) {
    struct str s = title->plain;
    size_t n = s.n && s.p[0] >= '0' && s.p[0] <= '9';
    n += n && str_starts(str_from(s, n), STR("\xEF\xB8\x8F")) ? 3 : 0;
    if (n == 0 || !str_starts(str_from(s, n), STR("\xE2\x83\xA3")))
        return *title;
    struct rich rest = rich_slice(a, title, n + 3, s.n);
    return rich_trim(a, &rest);
}

/* Bytes of a short code for a picture that s starts with (:star:), or 0. */
static size_t short_code(struct str s) {
    size_t n = 1;
    while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= '0' && s.p[n] <= '9') ||
                       s.p[n] == '_' || s.p[n] == '+' || s.p[n] == '-'))
        n++;
    return s.n > 2 && s.p[0] == ':' && n > 2 && n < s.n && s.p[n] == ':' ? n + 1 : 0;
}

/* :star: Factory Pattern is about Factory Pattern. */
static struct rich without_short_codes(struct arena *a, const struct rich *title) {
    struct str s = str_trim(title->plain);
    for (size_t n; (n = short_code(s)) > 0;)
        s = str_trim(str_from(s, n));
    for (bool cut = true; cut;) {
        size_t at = s.n;
        while (at > 0 && s.p[at - 1] != ' ')
            at--;
        cut = at > 0 && short_code(str_from(s, at)) == s.n - at;
        if (cut)
            s = str_trim(str_slice(s, 0, at));
    }
    size_t from = (size_t)(s.p - title->plain.p);
    return s.n == title->plain.n ? *title : rich_slice(a, title, from, from + s.n);
}

static bool han_at(struct str s, bool last) {
    const char *p = last ? s.p + s.n : s.p;
    return s.n && code_is_han(last ? utf8_prev(&p, s.p) : utf8_next(&p, s.p + s.n));
}

/* Wittig 反应 [[人名反应]]: a link set off by a blank, which no two Chinese words have between
 * them.
 */
static struct rich without_end_link(struct arena *a, const struct rich *title) {
    const struct rich_run *last = title->n > 1 ? &title->runs[title->n - 1] : NULL;
    if (!last || !(last->flags & RICH_LINK))
        return *title;
    struct str rest = str_slice(title->plain, 0, (size_t)(last->text.p - title->plain.p));
    bool apart = rest.n && rest.p[rest.n - 1] == ' ' && han_at(str_trim(rest), true) &&
                 han_at(last->text, false);
    if (!apart)
        return *title;
    struct rich cut = rich_slice(a, title, 0, rest.n);
    return rich_trim(a, &cut);
}

/* The words of a heading without what only marks it. */
static struct rich own_words(struct arena *a, const struct rich *title) {
    struct rich bare = without_short_codes(a, title);
    bare = without_keycap(a, &bare);
    bare = without_back_links(a, &bare);
    return without_end_link(a, &bare);
}

/* Digits, in groups by full stops: 1.4 */
static size_t digits_and_dots(struct str s) {
    size_t n = 0;
    while (n < s.n &&
           ((s.p[n] >= '0' && s.p[n] <= '9') ||
            (n && s.p[n] == '.' && n + 1 < s.n && s.p[n + 1] >= '0' && s.p[n + 1] <= '9')))
        n++;
    return n;
}

/* 一，数据层面的处理 */
static size_t han_number(struct str s) {
    static const char *const numbers[] = {"一", "二", "三", "四", "五",
                                          "六", "七", "八", "九", "十"};
    size_t n = 0;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < COUNT_OF(numbers) && !more; i++)
            more = str_starts(str_from(s, n), str_of(numbers[i]));
        n += more ? strlen("一") : 0;
    }
    bool mark = str_starts(str_from(s, n), STR("，")) || str_starts(str_from(s, n), STR("．"));
    return n && mark ? n + strlen("，") : 0;
}

/* Bytes of a number glued to what it numbers: 132.delete和free, 7、c语言, 1.4，标记的意义. 3.5
 * and 2.x are none. */
static size_t glued_number(struct str s) {
    size_t han = han_number(s);
    if (han)
        return han;
    if (str_starts(s, STR("、")) || str_starts(s, STR("，")) || str_starts(s, STR("．")))
        return strlen("、");
    size_t n = digits_and_dots(s);
    struct str rest = str_from(s, n);
    static const char *const marks[] = {"、", "，", ".", "Q：", "Q:", "Q、"};
    size_t mark = 0;
    for (size_t i = 0; i < COUNT_OF(marks) && mark == 0; i++)
        mark = str_starts(rest, str_of(marks[i])) ? strlen(marks[i]) : 0;
    struct str next = str_from(rest, mark);
    bool figure = next.n && ((next.p[0] >= '0' && next.p[0] <= '9') || next.p[0] == '.');
    bool version = next.n && (next.p[0] == 'x' || next.p[0] == 'X') &&
                   (next.n == 1 || next.p[1] < 'a' || next.p[1] > 'z');
    if (n == 0 || n > NUMBER_DIGITS_MAX || mark == 0 || figure || version)
        return 0;
    size_t at = (size_t)(str_trim(next).p - s.p);
    return utf8_cells(str_from(s, at)) < ABOUT_CELLS_MIN / 2 ? 0 : at;
}

static struct str without_number(struct str words) {
    words = str_from(words, glued_number(words));
    return str_from(words, str_starts(words, STR(". ")) ? 2 : 0); /* what a lost number left */
}

struct str title_words(struct arena *a, const struct rich *title) {
    struct rich own = own_words(a, title);
    struct clean c = clean_rich(a, &own, CLEAN_NAME);
    struct str words = strip_end_marks(without_tags(c.text.plain));
    return without_number(words);
}

const struct section *title_parent(const struct question *q) {
    const struct section *s = q->section;
    s = s && q->is_section && s->span.at == q->span.at ? s->parent : s;
    while (s && s->is_material)
        s = s->parent;
    return s;
}

static bool is_chinese(struct str s) {
    return utf8_count_han(s) > 0;
}

bool title_is_marked(struct str s) {
    s = str_trim_end(s);
    return str_ends(s, STR("？")) || str_ends(s, STR("?"));
}

/* 还是 offers a choice unless 会, 能 or 有 follows. */
static bool offers_choice(const struct rules *r, struct str s) {
    size_t at = 0, n;
    for (; (n = words_find(r->title_or, s, &at)) > 0; at += n)
        if (!words_at(r->title_not_or, s, at))
            return true;
    return false;
}

static bool asks(const struct rules *r, struct str s, bool marked) {
    if (marked || str_has(s, STR("？")))
        return true;
    if (!is_chinese(s)) { /* `who` alone is a command */
        size_t n = words_start(r->title_english, s);
        return n > 0 && n < s.n;
    }
    return words_in(r->title_ask, s) || words_end(r->title_ask_end, s) || offers_choice(r, s);
}

static bool states(struct str s) {
    static const char *const marks[] = {"，", "；", "。", "; "};
    return str_has_any(s, marks, COUNT_OF(marks));
}

/* Courtesies around what is asked about: 说说你对 X 的理解 is about X. */
static struct str without_courtesies(const struct rules *r, struct str s) {
    size_t from = words_start(r->polite_start, s), end = words_end(r->polite_end, s);
    bool half = end == 0 && str_ends(str_slice(s, 0, from), STR("对")); /* 说说你对 X 的理解，… */
    if (half || words_start(r->not_polite, str_from(s, from)))
        from = 0; /* 解释器模式 */
    struct str cut = from + end < s.n ? str_trim(str_slice(s, from, s.n - end)) : s;
    return utf8_count(cut) < 2 ? s : cut;
}

/* 面试官：谈谈你对 X 的理解 asks about X. */
static struct rich without_courtesy(struct arena *a, const struct rules *r, const struct rich *t) {
    struct str s = t->plain;
    size_t colon = str_find(s, STR("："));
    if (colon != SIZE_MAX && words_is(r->speaker, str_trim(str_slice(s, 0, colon))))
        s = str_trim(str_from(s, colon + strlen("：")));
    s = without_courtesies(r, s);
    size_t from = (size_t)(s.p - t->plain.p);
    return rich_slice(a, t, from, from + s.n);
}

/* 常见端口总结 asks about 常见端口. */
static struct rich without_survey(struct arena *a, const struct rules *r, const struct rich *t) {
    size_t n = words_end(r->note_tail, t->plain);
    if (n == 0)
        n = words_end(r->survey, t->plain);
    if (n == 0 || utf8_cells(t->plain) < SURVEY_CELLS_MIN)
        return *t;
    struct rich cut = rich_slice(a, t, 0, t->plain.n - n);
    return rich_trim(a, &cut);
}

/* A pointing word with nothing before it in the title to point at: 怎么训练这种能力 after a comma
 * has its antecedent. */
static bool points_outside(const struct rules *r, struct str s) {
    size_t comma = str_find(s, STR("，"));
    struct str alone = comma != SIZE_MAX && comma >= ANTECEDENT_BYTES ? str_slice(s, 0, comma) : s;
    return words_in(r->stop_deictic, alone);
}

/* 补充（重要） is 补充. */
static struct str without_bracket(struct str s) {
    struct str before, gloss, after;
    return key_split_gloss(s, &before, &gloss, &after) && after.n == 0 ? before : s;
}

static enum title_stop stop_of(const struct rules *r, struct str s) {
    if (words_is(r->stop_title, without_bracket(s)))
        return STOP_ALL;
    if (words_in(r->stop_inside, s) || words_end(r->stop_end, s) || words_start(r->stop_start, s) ||
        points_outside(r, s))
        return STOP_CARD;
    return STOP_NONE;
}

/* The part of a heading in front of its first colon or dash, or behind it when what stands in front
 * only says who asks or where it is (面试官：…, 第三章：…). */
static struct str part_at_colon(const struct rules *r, struct str name) {
    static const char *const colons[] = {"：", ":", "——", " — ", " – ", " - "};
    for (size_t i = 0; i < COUNT_OF(colons); i++) {
        size_t at = str_find(name, str_of(colons[i]));
        if (at == SIZE_MAX || at == 0)
            continue;
        struct str left = str_slice(name, 0, at),
                   right = str_trim(str_from(name, at + strlen(colons[i])));
        bool beside = words_is(r->speaker, str_trim(left)) || words_start(r->key_not_start, left);
        return beside && right.n ? right : left;
    }
    return name;
}

/* 最佳方案：缓存加脚本 is called 最佳方案, and 优点 below it are of something else. */
bool title_is_cut(struct str name, struct str heading) {
    size_t at = str_find(heading, name);
    struct str rest = at == SIZE_MAX ? (struct str){0} : str_trim(str_from(heading, at + name.n));
    return str_starts(rest, STR("：")) || str_starts(rest, STR(":"));
}

/* Bytes of a heading's place in an outline: Concept 5: …, C. …, A5. …, 21-…, 01_…, 2 …; English may
 * count: 3 Pillars. */
static size_t outline_label(const struct rules *r, struct str s) {
    static const char *const marks[] = {": ", "：", ". ", ") ", " - ", "-", "_", "、", ":", " | "};
    size_t word = words_start(r->numbering, s), n = word;
    while (word && n < s.n && s.p[n] == ' ')
        n++;
    size_t from = n, digits = 0;
    for (; n < s.n && byte_is_alnum(s.p[n]) && n - from < OUTLINE_MAX; n++)
        digits += s.p[n] >= '0' && s.p[n] <= '9';
    bool number = n > from && (digits + 1 >= n - from);
    if (!number || (!word && digits == 0 && n - from > 1))
        return 0;
    struct str rest = str_from(s, n);
    size_t mark = str_starts_any(rest, marks, COUNT_OF(marks));
    bool blank =
        mark == 0 && digits && rest.n > 1 && rest.p[0] == ' ' && (unsigned char)rest.p[1] >= 0x80;
    char mine = mark == 1 ? rest.p[0] : 0, next = rest.n > 1 ? rest.p[1] : 0;
    bool lower = next >= 'a' && next <= 'z', figure = next >= '0' && next <= '9';
    if (mine && (digits == 0 || figure || (mine == '-' && lower)))
        mark = 0; /* T-shirt, 3:1, 2-phase */
    return mark || blank ? n + MAX(mark, 1) : 0;
}

/* — Chemical Dynamics: what stood in front of the dash is off. */
static struct str without_dash(struct str s) {
    static const char *const dashes[] = {"—", "–", "- ", ": ", "："};
    for (size_t n; (n = str_starts_any(s, dashes, COUNT_OF(dashes))) > 0;)
        s = str_trim(str_from(s, n));
    return s;
}

/* "Explainable Planning" is about Explainable Planning. */
static struct str without_quotes(struct str s) {
    static const char *const quotes[][2] = {{"\"", "\""}, {"“", "”"}, {"《", "》"}, {"「", "」"}};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        size_t open = strlen(quotes[i][0]), close = strlen(quotes[i][1]);
        if (s.n > open + close && str_starts(s, str_of(quotes[i][0])) &&
            str_find(str_from(s, open), str_of(quotes[i][1])) == s.n - open - close)
            return str_slice(s, open, s.n - close);
    }
    return s;
}

/* 反应机理#亲核取代: a heading of another note. C#中的委托 is none. */
static struct str without_note(struct str s) {
    size_t at = str_find_byte(s, '#');
    bool note = at != SIZE_MAX && at > 1 && (unsigned char)s.p[at - 1] >= 0x80 &&
                utf8_count_han(str_from(s, at)) > 0;
    return note ? str_from(s, at + 1) : s;
}

/* Cut at a colon, without courtesies, brackets at its end, 总结, 面试题 … */
struct str title_name(struct arena *a, const struct rules *r, const struct rich *heading) {
    struct str whole = title_words(a, heading);
    whole = str_from(whole, outline_label(r, whole));
    struct str name = part_at_colon(r, without_note(whole));
    name = without_courtesies(r, strip_end_marks(name));
    for (size_t n;
         (n = words_end(r->survey, name)) > 0 || (n = words_end(r->parent_tail, name)) > 0;) {
        if (n >= name.n)
            break;
        name = str_trim_end(str_slice(name, 0, name.n - n));
    }
    return without_quotes(without_dash(str_trim(name)));
}

enum title_stop title_stops(const struct rules *r, const struct rich *heading, struct str name) {
    /* Redis 面试题 is a collection of questions */
    enum title_stop stop = words_is(r->speaker, name) ? STOP_NONE : stop_of(r, name);
    if (title_is_cut(name, heading->plain) && words_in(r->stop_inside, heading->plain))
        stop = MAX(stop, STOP_CARD); /* Networking Explained: The Coffee Shop Analogy */
    return stop;
}

/* #include <iostream> that no fence holds is a heading by its looks only. */
static bool is_code_line(struct str s) {
    static const char *const marks[] = {"<", ">", ";", "{", "}", "\\", "|"};
    static const char *const words[] = {"include", "define ", "pragma ", "endif"};
    return str_has_any(s, marks, COUNT_OF(marks)) || str_starts_any(s, words, COUNT_OF(words));
}

/* 优点, 基本特性: nothing is named. */
static bool says_nothing(const struct rules *r, struct str name) {
    return words_is(r->weak, name) || words_cover(r->generic, r->weak, name);
}

/* 2 修改配置, S (Statement) - 风格: a place in an outline came with it. English may count: 3
 * Pillars. */
static bool is_outline(struct str s, bool zh) {
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    if (n && n + 1 < s.n && s.p[n] == ' ' && (zh || (unsigned char)s.p[n + 1] >= 0x80))
        return n < 3 && !str_starts(str_from(s, n + 1), STR("种"));
    if (n > 1 && n < s.n && (s.p[n] == '-' || s.p[n] == '_'))
        return n + 1 < s.n && (unsigned char)s.p[n + 1] >= 0x80; /* 21-抽样, the number of a file */
    if (s.n > 3 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] == '.' && s.p[2] == ' ')
        return true;
    return s.n > 3 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] == ' ' &&
           (s.p[2] == '(' || s.p[2] == '-');
}

static bool is_good_parent(const struct rules *r, struct str name) {
    return name.n && !is_code_line(name) && utf8_cells(name) <= PARENT_CELLS_MAX &&
           !says_nothing(r, name) && !words_is(r->stop_title, name) && !is_outline(name, true) &&
           !words_in(r->stop_deictic, name) && !states(name) && !words_start(r->stop_start, name) &&
           clean_is_balanced(name);
}

bool title_is_name(const struct rules *r, const struct study_document *d,
                   const struct rich *heading, struct str name) {
    return !view_lost_tag(r, d->source, heading->span, heading->plain) && is_good_parent(r, name) &&
           !asks(r, name, title_is_marked(heading->plain));
}

bool title_is_generic(const struct rules *r, struct str name) {
    return name.n == 0 || says_nothing(r, name) || words_is(r->stop_title, name);
}

static struct str nearest_parent(const struct heading *above, struct str title, bool *is_cut) {
    for (const struct heading *h = above; h->section; h = h->above) {
        if (str_starts(h->name, title) || !h->is_name) {
            *is_cut = *is_cut || !h->generic; /* what is weak below a question is about that */
            continue;
        }
        *is_cut = *is_cut || (h->section->level > 1 && h->cut);
        return h->name;
    }
    return (struct str){0};
}

/* Han characters of a title that are no question words. */
static size_t content_han(const struct rules *r, struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t skip = words_at(r->title_ask, s, i);
        if (skip) {
            i += skip;
            continue;
        }
        const char *p = s.p + i;
        uint32_t c = utf8_next(&p, s.p + s.n);
        char bytes[4];
        struct str one = {bytes, utf8_put(bytes, c)};
        n += code_is_han(c) && !words_is(r->han_stops, one);
        i = (size_t)(p - s.p);
    }
    return n;
}

static bool shares_with_path(const struct heading *above, const struct sim_text *t) {
    for (const struct heading *h = above; h->section; h = h->above) {
        if (h->sim.fold.n > t->fold.n && str_has(h->sim.fold, t->fold))
            continue; /* 过期策略 below 过期策略和淘汰机制 says no more */
        size_t shared = sim_common(t, &h->sim);
        if (shared >= SHARED_MIN || (shared && h->sim.n_tokens == 1) ||
            (shared && t->latin_words && h->sim.latin_words))
            return true;
    }
    return false;
}

/* Advantages below NAT Advantages and Disadvantages: the parent says so itself. */
static bool holds_title(struct arena *a, const struct rules *r, struct str parent,
                        struct str title) {
    struct sim_text whole = sim_text(a, parent, &r->stops), part = sim_text(a, title, &r->stops);
    return part.n_tokens && sim_common(&whole, &part) == part.n_tokens;
}

static void join_parent(struct arena *a, const struct rules *r, struct title *t,
                        struct str parent) {
    bool asks_on = words_start(r->weak_asks, t->text.plain) > 0; /* BOM 是什么, not BOM 的是什么 */
    struct str between = !t->zh ? STR(": ") : asks_on ? STR("") : STR("的");
    struct rich parts[2] = {rich_plain(a, parent, t->text.span), t->text};
    struct rich of[2] = {parts[1], parts[0]};   /* Advantages of Quantization */
    t->bare = asks_on ? parent : t->text.plain; /* what a definition must begin with */
    if (str_ends(parent, t->text.plain))        /* 发布流程, not 发布流程的流程 */
        t->text = parts[0];
    else if (!t->zh && t->class == TITLE_NAMES)
        t->text = rich_join(a, of, 2, STR(" of "));
    else
        t->text = rich_join(a, parts, 2, between);
    t->weak = true;
}

/* 网络结构 below 某某结构 would say 结构 twice; 流程 below 发布流程 is left out. */
static bool ends_alike(struct str parent, struct str title) {
    size_t two = strlen("结构");
    return !str_ends(parent, title) && is_chinese(title) && title.n > two &&
           str_ends(parent, str_from(title, title.n - two));
}

/* Optimization Principles: of what, its parent says, or nobody. */
static void find_english_context(struct title *t, size_t words) {
    if (t->class != TITLE_NAMES || t->parent_in_text || words > ENGLISH_ALONE)
        return;
    t->needs_subject = true;
}

/* A subject that says more than the title itself. */
static bool adds_to(struct arena *a, const struct subject *subject, struct str title) {
    struct str fold = sim_fold(a, title);
    for (size_t i = 0; i < subject->n; i++)
        if (!str_has(fold, subject->sim[i].fold))
            return true;
    return false;
}

static void find_context(struct arena *a, const struct rules *r, const struct heading *above,
                         struct title *t) {
    struct sim_text sim = sim_text(a, t->text.plain, &r->stops);
    unsigned length = sim.han + 3 * sim.latin_words;
    t->parent_in_text = shares_with_path(above, &sim);
    bool parent_is_cut = false;
    t->parent = nearest_parent(above, t->text.plain, &parent_is_cut);
    struct str mine = sim.fold, parent_fold = sim_fold(a, t->parent);
    t->names_parent = parent_fold.n && (str_has(mine, parent_fold) || str_has(parent_fold, mine));
    if (says_nothing(r, t->text.plain) || words_is(r->weak_alone, t->text.plain)) {
        /* 实现自定义插件的机制: of what, only a subject says */
        bool verb = words_start(r->claim_start, t->parent) && !adds_to(a, &t->subject, t->parent);
        if (t->parent.n && !verb && !parent_is_cut && !ends_alike(t->parent, t->text.plain) &&
            (t->zh || !holds_title(a, r, t->parent, t->text.plain)))
            join_parent(a, r, t, t->parent);
        else
            t->no_context = true;
        return;
    }
    if (!t->zh) {
        find_english_context(t, sim.latin_words);
        return;
    }
    bool needs = (length <= CONTEXT_SHORT && !t->parent_in_text && sim.latin_words < 2) ||
                 (content_han(r, t->text.plain) <= CONTEXT_HAN && sim.latin_words == 0);
    t->needs_subject = needs;
}

static bool has_children(const struct question *q) {
    const struct section *s = q->section;
    if (!q->is_section || !s)
        return false;
    for (size_t i = 0; i < s->n_units; i++)
        if (s->units[i].kind == UNIT_SECTION || s->units[i].question != q)
            return true;
    return false;
}

static bool is_too_long(struct str s, bool zh) {
    return utf8_count_han(s) > TITLE_HAN_MAX || (!zh && s.n > TITLE_LATIN_MAX);
}

static bool asks_twice(struct str s) {
    size_t marks = 0;
    for (size_t i = 0; i < s.n; i++)
        marks += s.p[i] == '?' || str_starts(str_from(s, i), STR("？"));
    return marks > 0; /* the final one is off already */
}

/* 页面置换算法：换谁出去 is about 页面置换算法; 如果是 HTTPS：TLS 握手 about TLS 握手. */
static void find_about(struct arena *a, const struct rules *r, struct title *t) {
    t->about = t->text;
    t->about_class = t->class;
    size_t at = str_find(t->text.plain, STR("："));
    if (at == SIZE_MAX || t->weak)
        return;
    struct rich left = rich_slice(a, &t->text, 0, at);
    struct rich right = rich_slice(a, &t->text, at + strlen("："), t->text.plain.n);
    bool place =
        words_start(r->key_not_start, left.plain) || words_start(r->conditional, left.plain);
    struct rich part = place ? rich_trim(a, &right) : rich_trim(a, &left);
    if (utf8_cells(part.plain) < ABOUT_CELLS_MIN)
        return;
    t->about = without_survey(a, r, &part);
    t->about_class = asks(r, t->about.plain, false) ? TITLE_ASKS : TITLE_NAMES;
}

/* Among Chinese notes a heading in another language is no place for Chinese wording. */
static bool is_english_phrase(const struct rules *r, struct str s) {
    size_t blanks = 0;
    for (size_t i = 0; i < s.n; i++)
        blanks += s.p[i] == ' ';
    size_t most = words_in(r->generic, s) ? ENGLISH_WORDS - 1 : ENGLISH_WORDS;
    return blanks + 1 >= most && !is_chinese(s);
}

/* System Architecture / 系统架构 */
static bool is_bilingual(struct str s) {
    size_t at = str_find(s, STR(" / "));
    return at != SIZE_MAX && is_chinese(str_slice(s, 0, at)) != is_chinese(str_from(s, at + 3));
}

/* Summary: Which should you use? */
static bool opens_with_stop(const struct rules *r, struct str s) {
    size_t at = str_find(s, STR(": "));
    if (at == SIZE_MAX)
        at = str_find(s, STR("："));
    struct str left = at == SIZE_MAX ? (struct str){0} : str_slice(s, 0, at);
    return left.n && (words_is(r->stop_title, left) || says_nothing(r, left));
}

/* What are we trying to do? */
static bool words_few(struct arena *a, const struct rules *r, struct str s) {
    bool people = str_has(s, STR(" we ")) || str_has(s, STR(" you "));
    return people && sim_text(a, s, &r->stops).n_tokens < ASKED_TOKENS_MIN;
}

/* Does not deliver: of what, only the heading above says. */
static bool denies(const struct rules *r, struct str s) {
    size_t n = words_start(r->english_verb, s);
    return n && str_starts(str_trim(str_from(s, n)), STR("not "));
}

/* 写盘后容量变小了？ only its mark makes a question, and what it asks nobody says. */
static bool complains(const struct rules *r, const struct title *t) {
    struct str s = t->text.plain;
    return t->zh && t->marked && words_end(r->complaint, s) && !words_in(r->title_ask, s) &&
           !offers_choice(r, s);
}

static size_t words_of(struct str s) {
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

struct title title_of(struct arena *a, const struct rules *r, const struct question *q,
                      const struct heading *above) {
    struct rich own = own_words(a, &q->title);
    struct clean c = clean_rich(a, &own, CLEAN_NAME);
    struct str untagged = without_tags(c.text.plain);
    struct str words = strip_end_marks(untagged);
    struct title t = {.marked = title_is_marked(untagged), .words = without_number(words)};
    struct rich text = rich_slice(a, &c.text, glued_number(words), words.n);
    t.text = without_courtesy(a, r, &text);
    t.marked =
        t.marked && t.text.plain.n == text.plain.n; /* 了解么？ asked, what is left does not */
    t.text = without_survey(a, r, &t.text);
    struct str s = t.text.plain;
    t.bare = s;
    t.zh = is_chinese(s) || str_eqc(q->document->lang, "zh"); /* Redis in Chinese notes */
    t.class = asks(r, s, t.marked) ? TITLE_ASKS : states(s) ? TITLE_STATES : TITLE_NAMES;
    t.stop = MAX(stop_of(r, s), above->stop);
    t.has_children = has_children(q);
    t.survey = q->level == 1 && t.has_children && words_end(r->survey, text.plain);
    t.yes_no = words_in(r->yes_no, s);
    t.trouble = view_lost_tag(r, q->document->source, q->title.span, q->title.plain) ||
                (c.trouble & (CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_ARROW | CLEAN_VERSUS)) != 0 ||
                s.n == 0 || is_too_long(s, t.zh) || !clean_is_balanced(s) ||
                (str_has(s, STR("[")) && !rich_has(&t.text, RICH_CODE)) || is_outline(s, t.zh) ||
                (t.zh && (is_english_phrase(r, s) || is_bilingual(s))) || str_has(s, STR(" = ")) ||
                (t.yes_no && words_start(r->checks, s));
    t.two_part = asks_twice(s) || explain_sentence(s) < s.n ||
                 (t.class == TITLE_ASKS && states(s) && words_count(r->title_ask, s) > 1);
    t.is_set = !words_in(r->not_a_set, s) && !t.two_part;
    bool english = !is_chinese(s) && str_eqc(q->document->lang, "en");
    t.lists_set = !english || t.class == TITLE_ASKS || words_in(r->english_set, s);
    t.slogan = t.class == TITLE_NAMES &&
               (words_start(r->imperative, s) || words_in(r->slogan, s) || str_has(s, STR("“")) ||
                str_has(s, STR("：")) || str_has(s, STR(": ")));
    if (t.class == TITLE_ASKS)
        t.trouble = t.trouble || asks_twice(s) || words_start(r->not_question, s) ||
                    words_end(r->more_end, s) || (english && !english_asks(r, s)) ||
                    (!t.marked && denies(r, s));
    t.trouble = t.trouble || outline_label(r, s) || opens_with_stop(r, s) || complains(r, &t);
    t.trouble = t.trouble || (english && t.class == TITLE_ASKS && words_few(a, r, s));
    t.trouble =
        t.trouble || (english && (english_points_outside(r, s) || str_starts(s, STR("the "))));
    t.imperative = t.class == TITLE_NAMES && words_start(r->imperative, s) > 0;
    t.subject = above->subject;
    find_context(a, r, above, &t);
    t.needs_subject = t.needs_subject || (english && t.subject.n == 0 && words_of(s) <= LONE_WORDS);
    t.no_context = t.no_context || (t.needs_subject && !adds_to(a, &t.subject, t.text.plain));
    find_about(a, r, &t);
    return t;
}

bool title_claims(const struct rules *r, const struct title *t) {
    return t->class == TITLE_NAMES && words_in(r->slogan, t->text.plain);
}
