/* font: font dictionaries (ISO 32000-1, 9.7 and 9.8). */
#include "emit/pdf/font.h"

#include "emit/pdf/file.h"

#include <hb.h>

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

static struct str descriptor(struct arena *a, const struct face *f, const struct pdf_made *made,
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
                          const struct pdf_made *made) {
    struct str body = made->is_cff ? STR("/Subtype/CIDFontType0C/Filter/FlateDecode")
                                   : str_format(a, "/Length1 %zu/Filter/FlateDecode", made->length);
    pdf_file_stream(file, id, body, made->program);
}

static struct str cid_font(struct arena *a, struct pdf_file *file, const struct pdf_made *made,
                           uint32_t descriptor_id) {
    struct buf out = buf_in(a);
    buf_printf(&out,
               "/Type/Font/Subtype/%s/BaseFont/%.*s/CIDSystemInfo<</Registry(Adobe)"
               "/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R",
               made->is_cff ? "CIDFontType0" : "CIDFontType2", STR_ARG(made->name), descriptor_id);
    buf_str(&out, made->widths);
    if (!made->is_cff) {
        uint32_t map = pdf_file_new(file);
        pdf_file_stream(file, map, STR("/Filter/FlateDecode"), made->glyph_of);
        buf_printf(&out, "/CIDToGIDMap %u 0 R", map);
    }
    return buf_get(&out);
}

static void write_font(struct arena *a, struct pdf_file *file, const struct pdf_font *font,
                       const struct pdf_made *made) {
    uint32_t program = pdf_file_new(file), descriptor_id = pdf_file_new(file);
    uint32_t cid = pdf_file_new(file), map = pdf_file_new(file);
    write_program(file, program, a, made);
    pdf_file_dict(file, descriptor_id, descriptor(a, font->face, made, program));
    pdf_file_dict(file, cid, cid_font(a, file, made, descriptor_id));
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

bool pdf_fonts_allowed(const struct pdf_cids *cids, struct diag *d) {
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

void pdf_fonts_write(struct arena *a, struct pdf_file *file, struct pdf_cids *cids,
                     unsigned threads) {
    const struct pdf_made *made = pdf_fonts_make(a, cids, threads);
    for (size_t i = 0; i < cids->fonts.n; i++) {
        struct pdf_font *font = &cids->fonts.v[i];
        if (font->id && !font->written)
            write_font(a, file, font, &made[i]);
        font->written = true;
    }
}
