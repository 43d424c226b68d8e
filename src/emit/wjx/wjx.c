/* wjx: questions as the text 问卷星 takes when pasted: number, stem, [type]; an option a line, the
 * right ones marked (正确答案) there; a blank line between questions. */
#include "emit/backend.h"

static void put_question(struct buf *b, const struct quiz_item *q, size_t number) {
    buf_printf(b, "%zu. ", number);
    buf_str(b, q->stem);
    buf_printf(b, "[%.*s]\n", STR_ARG(q->type));
    for (size_t i = 0; i < q->n_options; i++) {
        buf_str(b, q->options[i].text);
        buf_c(b, q->options[i].right ? "(正确答案)\n" : "\n");
    }
    buf_byte(b, '\n');
}

static bool emit_wjx(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d) {
    struct buf b = buf_in(a);
    (void)d;
    for (size_t i = 0; i < in->quiz->n; i++)
        put_question(&b, &in->quiz->v[i], i + 1);
    fs_write(out, b.p, b.n);
    return true;
}

const struct backend backend_wjx = {
    .name = "wjx",
    .extension = "",
    .about = "问卷星 text",
    .needs = NEEDS_QUIZ,
    .emit = emit_wjx,
};
