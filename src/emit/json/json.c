/* json: questions with all that crib knows of them, as docs/schema/export.json describes. */
#include "emit/backend.h"

#include "base/hash.h"
#include "base/json.h"

static void put_options(struct json *j, const struct quiz_item *q) {
    json_key(j, "options");
    json_open(j, '[');
    for (size_t i = 0; i < q->n_options; i++) {
        json_open(j, '{');
        json_kstr(j, "text", q->options[i].text);
        json_kbool(j, "right", q->options[i].right);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_answer(struct json *j, const struct quiz_item *q) {
    json_key(j, "answer");
    if (q->item->kind == ITEM_TRUE_FALSE) {
        json_bool(j, q->item->is_true);
        return;
    }
    if (q->item->kind == ITEM_TERM) {
        json_str(j, q->answer);
        return;
    }
    json_open(j, '[');
    for (size_t i = 0; i < q->n_pairs; i++) {
        json_open(j, '[');
        json_str(j, q->pairs[i].left);
        json_str(j, q->pairs[i].right);
        json_close(j, ']');
    }
    for (size_t i = 0; i < q->n_answers && !q->n_pairs; i++)
        json_str(j, q->answers[i]);
    json_close(j, ']');
}

static void put_question(struct json *j, const struct emit_input *in, const struct quiz_item *q,
                         struct arena *a) {
    const struct item *it = q->item;
    const struct source *s = source_at(in->sources, it->source.span.at);
    json_open(j, '{');
    json_kstr(j, "id", hash_hex(a, it->id));
    json_kstr(j, "kind", str_of(item_kind_name((enum item_kind)it->kind)));
    json_kstr(j, "use", str_of(it->use == USE_PAPER ? "paper" : "card"));
    json_kstr(j, "stem", q->stem);
    if (it->n_options)
        put_options(j, q);
    else
        put_answer(j, q);
    json_kstr(j, "explanation", q->explanation);
    json_kstr(j, "section", q->section);
    json_key(j, "difficulty");
    json_fixed(j, it->difficulty, 3);
    json_key(j, "tags");
    json_open(j, '[');
    for (size_t i = 0; i < it->n_tags; i++)
        json_str(j, it->tags[i]);
    json_close(j, ']');
    json_key(j, "source");
    json_open(j, '{');
    json_kstr(j, "path", s ? s->path : (struct str){0});
    json_kint(j, "line", s ? source_line(s, it->source.span.at) : 0);
    json_close(j, '}');
    json_close(j, '}');
}

static bool emit_json(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    struct buf b = buf_in(a);
    struct json j = json_to(&b, true);
    (void)d;
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_kstr(&j, "title", in->title);
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < in->quiz->n; i++)
        put_question(&j, in, &in->quiz->v[i], a);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(&b, '\n');
    fs_write(out, b.p, b.n);
    return true;
}

const struct backend backend_json = {
    .name = "json",
    .extension = "",
    .about = "JSON of all that crib knows",
    .needs = NEEDS_QUIZ,
    .emit = emit_json,
};
