/* encoding: bytes of a note -> UTF-8. */
#include "source/encoding.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "source/likely.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* Encodings that may be guessed: the name ICU's detector gives, and the converter to read it with,
 * the widest of its family (what Windows wrote under that name). */
static const struct {
    const char *name, *converter;
} encodings[] = {
    {"GB18030", "GB18030"},         {"Big5", "windows-950"},  {"Shift_JIS", "ibm-943_P15A-2003"},
    {"EUC-KR", "windows-949"},      {"EUC-JP", "EUC-JP"},     {"ISO-2022-JP", "ISO-2022-JP"},
    {"ISO-2022-KR", "ISO-2022-KR"}, {"UTF-16LE", "UTF-16LE"}, {"UTF-16BE", "UTF-16BE"},
    {"UTF-32LE", "UTF-32LE"},       {"UTF-32BE", "UTF-32BE"}, {"windows-1252", "windows-1252"},
    {"ISO-8859-1", "windows-1252"}, {"KOI8-R", "KOI8-R"},     {"windows-1251", "windows-1251"},
};

static const struct {
    const char *bytes;
    size_t n;
    const char *name;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

static const char *converter_name(struct arena *a, struct str encoding) {
    for (size_t i = 0; i < COUNT_OF(encodings); i++)
        if (str_eqc(encoding, encodings[i].name))
            return encodings[i].converter;
    return str_c(a, encoding);
}

/* ---- converting ---- */

struct converters {
    UConverter *from, *to;
};

static void close_converters(void *arg) {
    struct converters *c = arg;
    ucnv_close(c->from);
    ucnv_close(c->to);
    c->from = c->to = NULL;
}

static bool open_converters(struct converters *c, const char *from, const char *to, bool lossy) {
    UErrorCode e = U_ZERO_ERROR;
    c->from = ucnv_open(from, &e);
    c->to = ucnv_open(to, &e);
    if (U_SUCCESS(e) && !lossy) {
        ucnv_setToUCallBack(c->from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
        ucnv_setFromUCallBack(c->to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
    }
    return U_SUCCESS(e);
}

/* Where the bytes at fault begin that made `source` stop. */
static size_t fault_at(const struct converters *c, struct str bytes, const char *source) {
    char invalid[32];
    int8_t n = (int8_t)sizeof(invalid);
    UErrorCode e = U_ZERO_ERROR;
    ucnv_getInvalidChars(c->from, invalid, &n, &e);
    size_t at = (size_t)(source - bytes.p);
    return U_SUCCESS(e) && n > 0 && (size_t)n <= at ? at - (size_t)n : at;
}

/* Appends the bytes in the other encoding; SIZE_MAX, or the offset of the first fault. */
static size_t convert(struct converters *c, struct str bytes, struct buf *out) {
    enum { CHUNK = 32 << 10 };
    UChar pivot[1024], *pivot_source = pivot, *pivot_target = pivot;
    const char *source = bytes.p, *end = bytes.p + bytes.n;
    UErrorCode e;
    bool first = true;
    do {
        buf_room(out, CHUNK);
        char *target = out->p + out->n;
        e = U_ZERO_ERROR;
        ucnv_convertEx(c->to, c->from, &target, target + CHUNK, &source, end, pivot, &pivot_source,
                       &pivot_target, pivot + COUNT_OF(pivot), first, true, &e);
        out->n = (size_t)(target - out->p);
        first = false;
    } while (e == U_BUFFER_OVERFLOW_ERROR);
    if (e == U_MEMORY_ALLOCATION_ERROR)
        fail_raise(arena_failure(out->a), "out of memory");
    return U_SUCCESS(e) ? SIZE_MAX : fault_at(c, bytes, source);
}

static size_t convert_all(struct arena *a, const char *from, const char *to, struct str bytes,
                          bool lossy, struct buf *out) {
    struct converters *c = arena_new(a, struct converters);
    arena_defer(a, close_converters, c);
    size_t bad = open_converters(c, from, to, lossy) ? convert(c, bytes, out) : 0;
    close_converters(c);
    return bad;
}

/* Each malformed byte becomes U+FFFD. */
static struct str repaired(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (const char *p = s.p, *end = s.p + s.n; p < end;)
        buf_code(&b, utf8_next(&p, end));
    return buf_get(&b);
}

static struct decoded decode_utf8(struct arena *a, struct str s, size_t skip, bool lossy) {
    struct decoded d = {.text = str_from(s, skip), .encoding = STR("UTF-8"), .bad_at = SIZE_MAX};
    size_t bad = utf8_check(d.text);
    if (bad == SIZE_MAX)
        return d;
    d.bad_at = skip + bad;
    d.text = lossy ? repaired(a, d.text) : (struct str){0};
    return d;
}

static bool is_utf8_name(struct str name) {
    return ucnv_compareNames("UTF-8", name.p) == 0;
}

static struct decoded decode_as(struct arena *a, struct str s, size_t skip, struct str encoding,
                                bool lossy) {
    encoding = (struct str){str_c(a, encoding), encoding.n};
    if (is_utf8_name(encoding))
        return decode_utf8(a, s, skip, lossy);
    const char *name = converter_name(a, encoding);
    struct buf out = buf_in(a);
    struct decoded d = {.encoding = encoding};
    struct str rest = str_from(s, skip);
    d.bad_at = convert_all(a, name, "UTF-8", rest, false, &out);
    if (d.bad_at != SIZE_MAX) {
        d.bad_at += skip;
        out.n = 0;
        if (lossy)
            convert_all(a, name, "UTF-8", rest, true, &out);
    }
    d.text = buf_get(&out);
    return d;
}

/* ---- guessing ---- */

/* Text of any script in a two-byte encoding ends its lines in two bytes, one of them zero; the
 * other way round they would be U+0A00, which is no character. */
static const char *utf16_by_lines(struct str s) {
    size_t ends[2] = {0, 0};
    for (size_t i = 0; s.n % 2 == 0 && i < s.n; i += 2) {
        ends[0] += s.p[i] == '\n' && s.p[i + 1] == '\0';
        ends[1] += s.p[i] == '\0' && s.p[i + 1] == '\n';
    }
    return ends[0] && !ends[1] ? "UTF-16LE" : ends[1] && !ends[0] ? "UTF-16BE" : NULL;
}

/* Text in a two-byte encoding of mostly ASCII has a zero in every other byte. */
static const char *utf16_by_zeros(struct str s) {
    size_t n = MIN(s.n, (size_t)4096) & ~(size_t)1, zeros[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += s.p[i] == '\0';
    if (n < 4 || s.n % 2 != 0)
        return NULL;
    if (zeros[1] * 5 > n && zeros[0] * 20 < n)
        return "UTF-16LE";
    return zeros[0] * 5 > n && zeros[1] * 20 < n ? "UTF-16BE" : NULL;
}

static void close_detector(void *arg) {
    UCharsetDetector **d = arg;
    ucsdet_close(*d);
    *d = NULL;
}

typedef VEC(struct str) names;

static bool is_guessable(const char *name) {
    for (size_t i = 0; i < COUNT_OF(encodings); i++)
        if (strcmp(name, encodings[i].name) == 0 && strncmp(name, "UTF", 3) != 0)
            return true;
    return false;
}

/* What the sample may be: the double-byte encodings it is likely in (ICU drops them from short
 * texts for a single fault), and what ICU takes it for, likeliest first. */
static names detect(struct arena *a, struct str sample) {
    UCharsetDetector **d = arena_new(a, UCharsetDetector *);
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0;
    names found = {0};
    for (size_t i = 0; i < COUNT_OF(encodings); i++)
        if (likely_score(str_of(encodings[i].name), sample) != LIKELY_NOT)
            vec_push(a, &found, str_of(encodings[i].name));
    arena_defer(a, close_detector, d);
    *d = ucsdet_open(&e);
    ucsdet_setText(*d, sample.p, (int32_t)sample.n, &e);
    const UCharsetMatch **v = ucsdet_detectAll(*d, &n, &e);
    for (int32_t i = 0; U_SUCCESS(e) && i < n; i++) {
        const char *name = ucsdet_getName(v[i], &e);
        if (U_SUCCESS(e) && is_guessable(name))
            vec_push(a, &found, str_copy(a, str_of(name)));
    }
    close_detector(d);
    return found;
}

/* The double-byte encodings of East Asia first, likeliest first: the others fit any bytes. */
static void rank(names *v, struct str sample) {
    for (size_t i = 1; i < v->n; i++)
        for (size_t k = i; k > 0; k--) {
            unsigned before = likely_score(v->v[k - 1], sample);
            unsigned here = likely_score(v->v[k], sample);
            if (here == LIKELY_NOT || (before != LIKELY_NOT && before <= here))
                break;
            struct str name = v->v[k];
            v->v[k] = v->v[k - 1];
            v->v[k - 1] = name;
        }
}

static bool is_ascii(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* A note's markup is ASCII and says nothing: only lines with other bytes are looked at. */
static struct str sample_of(struct arena *a, struct str bytes) {
    enum { ENOUGH = 16 << 10 };
    struct buf b = buf_in(a);
    struct str line;
    while (b.n < ENOUGH && str_next_line(&bytes, &line)) {
        if (is_ascii(line))
            continue;
        buf_str(&b, str_slice(line, 0, ENOUGH));
        buf_byte(&b, '\n');
    }
    return buf_get(&b);
}

/* Whether nearly all of what is not ASCII is well-formed UTF-8: a fault in UTF-8 then, rather than
 * another encoding. */
static bool is_nearly_utf8(struct str s) {
    size_t good = 0, bad = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        good += c >= 0x80 && p - from > 1;
        bad += c == 0xFFFD && p - from == 1;
    }
    return good > 2 * bad;
}

/* Whether converters made text of it, not what they make of bytes that no character has: control
 * characters and the last of the private ones. */
static bool is_text(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (c == 0 || (c >= 0x80 && c < 0xA0) || (c >= 0xF8F0 && c <= 0xF8FF))
            return false;
    }
    return true;
}

static struct decoded guess(struct arena *a, struct str bytes, bool lossy) {
    const char *wide = utf16_by_zeros(bytes);
    struct str sample = sample_of(a, bytes);
    names candidates = {0};
    if (!wide)
        wide = utf16_by_lines(bytes);
    if (wide)
        vec_push(a, &candidates, str_of(wide));
    else if (!is_nearly_utf8(sample))
        candidates = detect(a, sample);
    rank(&candidates, sample);
    for (size_t i = 0; i < candidates.n; i++) {
        struct decoded d = decode_as(a, bytes, 0, candidates.v[i], false);
        d.guessed = true;
        if (d.bad_at == SIZE_MAX && is_text(d.text))
            return d;
        /* Nothing fits better than the likeliest: not what fits any bytes. */
        bool more = i + 1 < candidates.n && likely_score(candidates.v[i + 1], sample) != LIKELY_NOT;
        if (likely_score(candidates.v[0], sample) != LIKELY_NOT && !more)
            return decode_as(a, bytes, 0, candidates.v[0], lossy);
    }
    return decode_utf8(a, bytes, 0, lossy);
}

bool enc_known(struct arena *a, struct str name) {
    UErrorCode e = U_ZERO_ERROR;
    UConverter *c = name.n ? ucnv_open(converter_name(a, name), &e) : NULL;
    ucnv_close(c);
    return name.n && U_SUCCESS(e);
}

/* The encoding its byte order mark says, and the mark's length; empty, 0 without one. */
static struct str marked_as(struct str bytes, size_t *skip) {
    *skip = 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (!str_starts(bytes, (struct str){marks[i].bytes, marks[i].n}))
            continue;
        *skip = marks[i].n;
        return str_of(marks[i].name);
    }
    return (struct str){0};
}

bool enc_encode_like(struct arena *a, struct str bytes, struct str encoding, struct str before,
                     struct str after, struct str *out) {
    size_t skip;
    struct buf was = buf_in(a), now = buf_in(a);
    const char *name = converter_name(a, encoding);
    if (ucnv_compareNames(str_c(a, marked_as(bytes, &skip)), name) != 0)
        skip = 0;
    buf_bytes(&was, bytes.p, skip);
    buf_bytes(&now, bytes.p, skip);
    *out = (struct str){0};
    if (convert_all(a, "UTF-8", name, before, false, &was) != SIZE_MAX ||
        convert_all(a, "UTF-8", name, after, false, &now) != SIZE_MAX ||
        !str_eq(buf_get(&was), bytes))
        return false;
    *out = buf_get(&now);
    return true;
}

struct decoded enc_decode(struct arena *a, struct str bytes, struct str forced, bool lossy) {
    size_t skip;
    struct str marked = marked_as(bytes, &skip);
    if (forced.n) {
        bool same = ucnv_compareNames(str_c(a, forced), str_c(a, marked)) == 0;
        return decode_as(a, bytes, same ? skip : 0, forced, lossy);
    }
    if (marked.n)
        return decode_as(a, bytes, skip, marked, lossy);
    struct decoded d = decode_utf8(a, bytes, 0, false);
    bool has_zero = bytes.n && memchr(bytes.p, '\0', bytes.n);
    if (d.bad_at == SIZE_MAX && !(has_zero && utf16_by_zeros(bytes)))
        return d;
    return guess(a, bytes, lossy);
}
