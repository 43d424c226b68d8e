/* font_make: the parts of fonts that take time: programs, maps from codes to text (ISO 32000-1,
 * 9.10.3), widths. Fonts are independent of each other, so each is a job. */
#include "base/hash.h"
#include "base/jobs.h"
#include "emit/pdf/deflate.h"
#include "emit/pdf/font.h"
#include "emit/pdf/program.h"
#include "emit/pdf/text.h"

#include <hb-ot.h>
#include <hb.h>

#define RANGE       256 /* codes */
#define RANGES_MOST 100 /* in one block (Adobe Technical Note 5411) */

/* What one thread makes of one font. */
struct made {
    struct str name; /* ABCDEF+PostScriptName */
    bool is_cff;
    size_t length;                            /* of the program before it is deflated */
    struct str program, glyph_of, to_unicode; /* deflated; glyph_of empty for CFF */
};

struct making {
    const struct pdf_cids *cids;
    struct pdf_made *made;
};

/* Six letters from the codes: the same subset has the same tag in every file, two subsets of a face
 * have different ones (9.6.4). */
static struct str subset_tag(struct arena *a, const struct pdf_font *font) {
    uint64_t h = hash_str(font->face->postscript_name);
    for (size_t i = 1; i < font->cids.n; i++) {
        const struct pdf_cid *c = &font->cids.v[i];
        const uint32_t look[] = {c->gid, (uint32_t)c->fit.dx, c->fit.width};
        for (size_t k = 0; k < COUNT_OF(look); k++)
            h = (h ^ look[k]) * 1099511628211ULL;
        h = hash_more(h, c->text);
    }
    char *tag = arena_alloc(a, 6);
    for (int i = 0; i < 6; i++, h /= 26)
        tag[i] = (char)('A' + h % 26);
    return (struct str){tag, 6};
}

/* Letters, digits and hyphens only: nothing that a PDF name would have to escape. */
static struct str font_name(struct arena *a, const struct pdf_font *font) {
    struct buf name = buf_in(a);
    struct str ps = font->face->postscript_name;
    buf_str(&name, subset_tag(a, font));
    buf_byte(&name, '+');
    for (size_t i = 0; i < ps.n && name.n < 70; i++) {
        unsigned char c = (unsigned char)ps.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain || c == '-')
            buf_byte(&name, c);
    }
    if (name.n == 7)
        buf_c(&name, "Font");
    return buf_get(&name);
}

/* The codes from..to-1, which differ in their low byte only (9.10.3), as one range. */
static void put_range(struct buf *out, const struct pdf_font *font, size_t from, size_t to) {
    buf_byte(out, '<');
    pdf_hex16(out, (uint32_t)from);
    buf_c(out, "><");
    pdf_hex16(out, (uint32_t)to - 1);
    buf_c(out, ">[");
    for (size_t i = from; i < to; i++) {
        buf_byte(out, '<');
        pdf_hex_utf16(out, font->cids.v[i].text);
        buf_byte(out, '>');
    }
    buf_c(out, "]\n");
}

static void put_ranges(struct buf *out, const struct pdf_font *font, size_t n) {
    for (size_t first = 0; first * RANGE < n; first += RANGES_MOST) {
        size_t end = MIN(first + RANGES_MOST, (n + RANGE - 1) / RANGE);
        buf_printf(out, "%zu beginbfrange\n", end - first);
        for (size_t i = first; i < end; i++)
            put_range(out, font, MAX(i * RANGE, 1), MIN((i + 1) * RANGE, n));
        buf_c(out, "endbfrange\n");
    }
}

static struct str to_unicode(struct arena *a, const struct pdf_font *font) {
    struct buf out = buf_in(a);
    buf_c(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    put_ranges(&out, font, font->cids.n);
    buf_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return buf_get(&out);
}

/* The glyf table of a variable font holds its default instance only. */
static bool wants_cff(const struct face *face) {
    return face->is_cff || hb_ot_var_has_data(face->hb_face);
}

/* Width 0 is a width like any other: the default is what most codes have. */
int pdf_common_width(struct arena *a, const struct pdf_font *font) {
    int best = font->cids.v[0].fit.width, widest = 0;
    for (size_t i = 0; i < font->cids.n; i++)
        widest = MAX(widest, font->cids.v[i].fit.width);
    uint32_t *count = arena_array(a, uint32_t, (size_t)widest + 1);
    for (size_t i = 0; i < font->cids.n; i++)
        if (++count[font->cids.v[i].fit.width] > count[best])
            best = font->cids.v[i].fit.width;
    return best;
}

static struct str widths(struct arena *a, const struct pdf_font *font) {
    struct buf out = buf_in(a);
    int usual = pdf_common_width(a, font);
    bool open = false;
    buf_printf(&out, "/DW %d/W[", usual);
    for (size_t i = 0; i < font->cids.n; i++) {
        int width = font->cids.v[i].fit.width;
        if (width != usual) {
            if (!open)
                buf_printf(&out, "%zu[", i);
            else
                buf_byte(&out, ' ');
            buf_fixed(&out, width, 0);
        } else if (open) {
            buf_byte(&out, ']');
        }
        open = width != usual;
    }
    buf_c(&out, open ? "]]" : "]");
    return buf_get(&out);
}

static void make_font(void *shared, size_t i, struct arena *a) {
    struct making *m = shared;
    struct pdf_made *made = &m->made[i];
    const struct pdf_font *font = &m->cids->fonts.v[i];
    struct str program = {0}, glyph_of = {0};
    if (font->written || font->cids.n < 2)
        return;
    made->name = font_name(a, font);
    if (!wants_cff(font->face))
        program = pdf_program_glyf(a, font, &glyph_of);
    made->is_cff = program.n == 0;
    if (made->is_cff)
        program = pdf_program_cff(a, font, made->name);
    made->length = program.n;
    made->program = pdf_deflated_font(a, program);
    made->widths = widths(a, font);
    made->to_unicode = pdf_deflated(a, to_unicode(a, font));
    if (!made->is_cff)
        made->glyph_of = pdf_deflated(a, glyph_of);
}

struct pdf_made *pdf_fonts_make(struct arena *a, const struct pdf_cids *cids, unsigned threads) {
    struct making m = {.cids = cids, .made = arena_array(a, struct pdf_made, cids->fonts.n)};
    jobs_run(a, threads, cids->fonts.n, make_font, &m);
    return m.made;
}
