/* font: font dictionaries (ISO 32000-1, 9.7 and 9.8) and ToUnicode maps (9.10.3). */
#include "emit/pdf/font.h"

#include "base/hash.h"
#include "base/jobs.h"
#include "base/utf8.h"
#include "emit/pdf/deflate.h"
#include "emit/pdf/file.h"
#include "emit/pdf/program.h"
#include "emit/pdf/text.h"

#include <hb-ot.h>
#include <hb.h>

#define BFCHARS_MOST 100 /* in one block (Adobe Technical Note 5411) */

/* What one thread makes of one font. */
struct made {
    struct str name; /* ABCDEF+PostScriptName */
    bool is_cff;
    size_t length;                            /* of the program before it is deflated */
    struct str program, glyph_of, to_unicode; /* deflated; glyph_of empty for CFF */
};

struct making {
    const struct pdf_cids *cids;
    struct made *made;
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

static void put_bfchars(struct buf *out, const struct pdf_font *font, size_t from, size_t to) {
    buf_printf(out, "%zu beginbfchar\n", to - from);
    for (size_t i = from; i < to; i++) {
        buf_byte(out, '<');
        pdf_hex16(out, (uint32_t)i);
        buf_c(out, "><");
        pdf_hex_utf16(out, font->cids.v[i].text);
        buf_c(out, ">\n");
    }
    buf_c(out, "endbfchar\n");
}

static struct str to_unicode(struct arena *a, const struct pdf_font *font) {
    struct buf out = buf_in(a);
    buf_c(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 1; i < font->cids.n; i += BFCHARS_MOST)
        put_bfchars(&out, font, i, MIN(i + BFCHARS_MOST, font->cids.n));
    buf_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return buf_get(&out);
}

/* hb-subset instances no variable fonts here, and a missing glyf table is nothing to subset. */
static bool wants_cff(const struct face *face) {
    return face->is_cff || hb_ot_var_has_data(face->hb_face);
}

static void make_font(void *shared, size_t i, struct arena *a) {
    struct making *m = shared;
    struct made *made = &m->made[i];
    const struct pdf_font *font = &m->cids->fonts.v[i];
    struct str program = {0}, glyph_of = {0};
    made->name = font_name(a, font);
    if (!wants_cff(font->face))
        program = pdf_program_glyf(a, font, &glyph_of);
    made->is_cff = program.n == 0;
    if (made->is_cff)
        program = pdf_program_cff(a, font, made->name);
    made->length = program.n;
    made->program = pdf_deflated(a, program);
    made->to_unicode = pdf_deflated(a, to_unicode(a, font));
    if (!made->is_cff)
        made->glyph_of = pdf_deflated(a, glyph_of);
}

/* Width 0 is a width like any other: the default is what most codes have. */
static int common_width(struct arena *a, const struct pdf_font *font) {
    uint32_t *count = arena_array(a, uint32_t, UINT16_MAX + 1);
    int best = font->cids.v[0].fit.width;
    for (size_t i = 0; i < font->cids.n; i++)
        if (++count[font->cids.v[i].fit.width] > count[best])
            best = font->cids.v[i].fit.width;
    return best;
}

static void put_widths(struct arena *a, struct buf *out, const struct pdf_font *font) {
    int usual = common_width(a, font);
    bool open = false;
    buf_printf(out, "/DW %d/W[", usual);
    for (size_t i = 0; i < font->cids.n; i++) {
        int width = font->cids.v[i].fit.width;
        if (width != usual) {
            if (!open)
                buf_printf(out, "%zu[", i);
            else
                buf_byte(out, ' ');
            buf_fixed(out, width, 0);
        } else if (open) {
            buf_byte(out, ']');
        }
        open = width != usual;
    }
    buf_c(out, open ? "]]" : "]");
}

/* The bounds of all glyphs from the source's `head`, with room for ink that twins move left. */
static void put_bounds(struct buf *out, const struct face *f) {
    enum { HEAD_BOUNDS = 36, HEAD_SIZE = 54, TWIN_MOST = 500 };
    unsigned n;
    hb_blob_t *head = hb_face_reference_table(f->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(head, &n);
    int box[4] = {0, f->descent, 1000, f->ascent};
    for (int i = 0; i < 4 && n >= HEAD_SIZE; i++) {
        int v = (int16_t)(p[HEAD_BOUNDS + 2 * i] << 8 | p[HEAD_BOUNDS + 2 * i + 1]);
        box[i] = v * 1000 / (int)f->units_per_em;
    }
    hb_blob_destroy(head);
    buf_printf(out, "/FontBBox[%d %d %d %d]", box[0] - TWIN_MOST, box[1], box[2], box[3]);
}

static struct str descriptor(struct arena *a, const struct face *f, const struct made *made,
                             uint32_t program) {
    enum { SYMBOLIC = 4 };
    struct buf out = buf_in(a);
    buf_printf(&out, "/Type/FontDescriptor/FontName/%.*s/Flags %d", STR_ARG(made->name), SYMBOLIC);
    put_bounds(&out, f);
    buf_printf(&out, "/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/%s %u 0 R",
               f->ascent, f->descent, f->cap_height > 0 ? f->cap_height : 700, f->bold ? 140 : 80,
               made->is_cff ? "FontFile3" : "FontFile2", program);
    return buf_get(&out);
}

static void write_program(struct pdf_file *file, uint32_t id, struct arena *a,
                          const struct made *made) {
    struct str body = made->is_cff ? STR("/Subtype/CIDFontType0C/Filter/FlateDecode")
                                   : str_format(a, "/Length1 %zu/Filter/FlateDecode", made->length);
    pdf_file_stream(file, id, body, made->program);
}

static struct str cid_font(struct arena *a, struct pdf_file *file, const struct pdf_font *font,
                           const struct made *made, uint32_t descriptor_id) {
    struct buf out = buf_in(a);
    buf_printf(&out,
               "/Type/Font/Subtype/%s/BaseFont/%.*s/CIDSystemInfo<</Registry(Adobe)"
               "/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R",
               made->is_cff ? "CIDFontType0" : "CIDFontType2", STR_ARG(made->name), descriptor_id);
    put_widths(a, &out, font);
    if (!made->is_cff) {
        uint32_t map = pdf_file_new(file);
        pdf_file_stream(file, map, STR("/Filter/FlateDecode"), made->glyph_of);
        buf_printf(&out, "/CIDToGIDMap %u 0 R", map);
    }
    return buf_get(&out);
}

static void write_font(struct arena *a, struct pdf_file *file, const struct pdf_font *font,
                       const struct made *made) {
    uint32_t program = pdf_file_new(file), descriptor_id = pdf_file_new(file);
    uint32_t cid = pdf_file_new(file), map = pdf_file_new(file);
    write_program(file, program, a, made);
    pdf_file_dict(file, descriptor_id, descriptor(a, font->face, made, program));
    pdf_file_dict(file, cid, cid_font(a, file, font, made, descriptor_id));
    pdf_file_stream(file, map, STR("/Filter/FlateDecode"), made->to_unicode);
    pdf_file_dict(file, font->id,
                  str_format(a,
                             "/Type/Font/Subtype/Type0/BaseFont/%.*s%s/Encoding/Identity-H"
                             "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
                             STR_ARG(made->name), made->is_cff ? "-Identity-H" : "", cid, map));
}

/* The embedding bits of OS/2's fsType: 2 and no more means by licence only. */
static bool may_embed(const struct face *face) {
    enum { FS_TYPE = 8, RESTRICTED = 2, KINDS = 15 };
    unsigned n;
    hb_blob_t *os2 = hb_face_reference_table(face->hb_face, HB_TAG('O', 'S', '/', '2'));
    const char *p = hb_blob_get_data(os2, &n);
    bool restricted = n >= FS_TYPE + 2 && (p[FS_TYPE + 1] & KINDS) == RESTRICTED;
    hb_blob_destroy(os2);
    return !restricted;
}

static bool check_licences(const struct pdf_cids *cids, struct diag *d) {
    bool all = true;
    for (size_t i = 0; i < cids->fonts.n; i++) {
        const struct face *face = cids->fonts.v[i].face;
        if (may_embed(face))
            continue;
        diag_say(d, DIAG_FONT_UNUSABLE, face->path, STR("its maker allows no embedding"));
        all = false;
    }
    return all;
}

bool pdf_fonts_write(struct arena *a, struct pdf_file *file, const struct pdf_cids *cids,
                     unsigned threads, struct diag *d) {
    if (!check_licences(cids, d))
        return false;
    struct making m = {.cids = cids, .made = arena_array(a, struct made, cids->fonts.n)};
    jobs_run(a, threads, cids->fonts.n, make_font, &m);
    for (size_t i = 0; i < cids->fonts.n; i++)
        write_font(a, file, &cids->fonts.v[i], &m.made[i]);
    return true;
}
