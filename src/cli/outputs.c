/* outputs: see outputs.h. */
#include "cli/outputs.h"

#include "cli/pages.h"
#include "cli/rooms.h"
#include "plan/blueprint.h"

static bool emit_named(struct run *r, const char *backend, const struct emit_input *in,
                       struct str path, struct str about) {
    return run_emit(r, emit_find(str_of(backend)), in, path, about);
}

static bool emit_pages(struct run *r, const struct pages *pages, struct str path,
                       struct str about) {
    struct emit_input in = run_input(r);
    in.pages = pages;
    return emit_named(r, "pdf", &in, path, about);
}

static struct str set_path(const struct run *r, const char *ending) {
    return fs_join(r->a, r->out_dir, str_format(r->a, "%.*s%s", STR_ARG(r->name), ending));
}

bool output_sheet(struct run *r, struct str path) {
    struct str about;
    const struct pages *pages = run_sheet(r, &about);
    return pages && emit_pages(r, pages, path, about);
}

static bool add_pages(struct batch *p, const struct pages *pages, struct str path,
                      struct str about) {
    struct batch_output part = {.backend = emit_find(STR("pdf")),
                                .in = run_input(p->r),
                                .path = path,
                                .about = about,
                                .size = pages->v.n};
    part.in.pages = pages;
    return batch_add(p, &part);
}

static bool add_book(struct batch *p, const char *backend, const char *ending) {
    return batch_add(p, &(struct batch_output){.backend = emit_find(str_of(backend)),
                                               .in = run_input(p->r),
                                               .path = set_path(p->r, ending)});
}

static bool add_paper(struct batch *p, size_t variant) {
    struct run *r = p->r;
    const struct run_paper *v = &r->laid_out[variant];
    char letter = r->papers->v[variant].variant;
    struct str paper = str_format(r->a, "-%c.pdf", letter);
    struct str key = str_format(r->a, "-%c-key.pdf", letter);
    return add_pages(p, v->student, set_path(r, str_c(r->a, paper)), v->student_about) &&
           add_pages(p, v->key, set_path(r, str_c(r->a, key)), v->key_about);
}

bool output_add_papers(struct batch *p) {
    struct run *r = p->r;
    if (!run_lay_out(r))
        return false;
    for (size_t i = 0; i < r->papers->n; i++)
        if (!add_paper(p, i))
            return false;
    if (r->papers->blueprint->answer_sheet) {
        struct str about;
        const struct pages *cards = run_cards(r, &about);
        if (!add_pages(p, cards, set_path(r, "-answer-sheet.pdf"), about))
            return false;
    }
    return add_book(p, "manifest", ".manifest.json");
}

bool output_add_seating(struct batch *p) {
    const struct seating *seats = run_seats(p->r);
    return seats && rooms_add(p, seats) && add_book(p, "mapping", "-mapping.xlsx");
}

static bool output_papers(struct run *r) {
    struct batch batch = {.r = r};
    if (!run_papers(r))
        return r->d->exit_status == 0;
    return output_add_papers(&batch) && batch_make(&batch);
}

/* The deck; says so when it is empty for another reason than that nothing is asked. */
static const struct deck *some_deck(struct run *r) {
    const struct deck *deck = run_deck(r);
    if (deck && !deck->n && r->study->n_questions)
        diag_say(r->d, DIAG_DECK_EMPTY, r->name);
    return deck;
}

static bool emit_deck(struct run *r, const struct backend *b, struct str path) {
    struct emit_input in = run_input(r);
    return run_emit(r, b, &in, path,
                    str_format(r->a, "%zu note%s", r->deck->n, r->deck->n == 1 ? "" : "s"));
}

bool output_deck(struct run *r, const struct backend *b, struct str path) {
    const struct deck *deck = some_deck(r);
    return deck && (!deck->n || emit_deck(r, b, path));
}

/* The deck in every form; nothing, said aloud, when the notes answer no question. */
static bool emit_decks(struct run *r) {
    static const char *const forms[] = {"anki-csv", "anki-xlsx", "apkg"};
    const struct deck *deck = some_deck(r);
    for (size_t i = 0; deck && deck->n && i < COUNT_OF(forms); i++) {
        const struct backend *b = emit_find(str_of(forms[i]));
        if (!emit_deck(r, b, set_path(r, b->extension)))
            return false;
    }
    return deck != NULL;
}

bool output_notetypes(struct run *r, struct str dir) {
    const struct backend *b = emit_find(STR("anki-notetypes"));
    struct emit_input in = run_input(r);
    return r->deck->stock ||
           run_emit(r, b, &in, fs_join(r->a, dir, str_of(b->extension)), STR("import once"));
}

/* What was in the deck and is no more, as a CSV that tags it; nothing when there is nothing. */
static bool emit_removed(struct run *r, struct str path) {
    const struct backend *b = emit_find(STR("anki-removed"));
    struct emit_input in = run_input(r);
    struct str error;
    size_t gone = deck_newly_gone(r->deck);
    if (fs_kind(r->a, path) != FS_FILE || !fs_read(r->a, path, 1u << 26, &in.before, &error))
        in.before = (struct str){0};
    if (!gone || r->deck->stock)
        return true;
    struct str n = str_format(r->a, "%zu", gone);
    diag_say(r->d, DIAG_DECK_REMOVED, n, path);
    if (deck_is_loss(r->deck))
        diag_say(r->d, DIAG_DECK_LOSS, n, str_format(r->a, "%zu", r->deck->n_before));
    return run_emit(r, b, &in, path, str_format(r->a, "%zu notes gone", gone));
}

/* What Anki does not do by itself. */
static void say_what_to_do(struct run *r) {
    size_t moved = 0, due = 0;
    for (size_t i = 0; i < r->deck->n; i++) {
        moved += r->deck->v[i].moved;
        due += r->deck->v[i].n_due;
    }
    if (moved)
        diag_say(r->d, DIAG_DECK_MOVED, str_format(r->a, "%zu", moved));
    if (due)
        diag_say(r->d, DIAG_DECK_SCHEDULING, str_format(r->a, "%zu", due));
}

bool output_deck_changes(struct run *r, struct str removed) {
    say_what_to_do(r);
    return emit_removed(r, removed);
}

bool output_book(struct run *r, struct str path) {
    const struct bank *bank = run_bank(r);
    if (bank && bank->n == 0 && r->study->n_questions)
        diag_say(r->d, DIAG_BOOK_EMPTY, r->name);
    if (!bank || bank->n == 0)
        return bank != NULL;
    struct emit_input in = run_input(r);
    in.rows_per_sheet = opt_number(r->o, OPT_ROWS_PER_SHEET, 0);
    return emit_named(r, "book", &in, path,
                      str_format(r->a, "%zu question%s", bank->n, bank->n == 1 ? "" : "s"));
}

bool output_set_sheet(struct run *r) {
    return output_sheet(r, set_path(r, "-sheet.pdf"));
}

bool output_set_rest(struct run *r, bool notetypes) {
    return output_papers(r) && emit_decks(r) && output_book(r, set_path(r, "-book.xlsx")) &&
           output_deck_changes(r, set_path(r, ".removed.csv")) &&
           (!notetypes || output_notetypes(r, r->out_dir));
}
