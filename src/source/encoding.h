/* encoding: bytes of a note -> UTF-8, by ICU. For the files of this folder.
 *
 * What a note is taken for, in this order: what --encoding says; what a byte order mark says; UTF-8
 * when it is well formed; UTF-16 when every other byte is mostly zero; else the likeliest of the
 * encodings notes come in (encodings in encoding.c) that decodes without a fault, by ICU's
 * detector. The last two are guesses, and the note says so. */
#ifndef SOURCE_ENCODING_H
#define SOURCE_ENCODING_H

#include "base/buf.h"

struct decoded {
    struct str text; /* UTF-8 without byte order mark; the bytes themselves where they are that */
    struct str encoding; /* ICU's name for it: "UTF-8", "GB18030", "Shift_JIS" … */
    bool guessed;
    size_t bad_at; /* offset of the first byte that is not `encoding`, or SIZE_MAX */
};

/* Decodes. With bad_at set there is no text, unless `lossy`: then each fault became U+FFFD.
 * `forced` may be empty; a name enc_known does not know gives bad_at 0. */
struct decoded enc_decode(struct arena *a, struct str bytes, struct str forced, bool lossy);

/* The way back: `after` as bytes of `encoding`, with the byte order mark of `bytes`, when `before`
 * written so is `bytes` again. False when it is not, or when the encoding has not all characters:
 * writing would change what nobody edited. */
bool enc_encode_like(struct arena *a, struct str bytes, struct str encoding, struct str before,
                     struct str after, struct str *out);

/* Whether ICU has a converter of that name. */
bool enc_known(struct arena *a, struct str name);

#endif
