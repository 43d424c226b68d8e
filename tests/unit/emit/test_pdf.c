/* pdf: whole documents, read back by poppler and qpdf. */
#include "emit/pdf_everything.h"
#include "emit/pdf_read.h"

#include <signal.h>
#include <sys/resource.h>

static const struct pdf_options plain = {.threads = 1, .producer = {"crib", 4}};
static const struct pdf_options archival = {.pdfa = 'A', .threads = 1, .producer = {"crib", 4}};

/* Which faces a row uses: CFF, glyf, both. */
static const char *const row_names[] = {"cff.pdf", "glyf.pdf", "both.pdf"};
static const char *const archival_names[] = {"cff-a.pdf", "glyf-a.pdf", "both-a.pdf"};

static struct pages *everything(struct arena *a, size_t row) {
    struct sample_faces f = sample_faces(a);
    return sample_everything(a, row == 1 ? f.glyf : f.cff, row == 0 ? f.cff : f.glyf);
}

UNIT_TEST(readers_find_nothing_to_say) {
    struct str path = read_write(a, archival_names[row], everything(a, row), &archival);
    read_has(read_with(a, "qpdf --check '%s'", path), "No syntax or stream encoding errors");
    unit_str_is(read_with(a, "pdftotext '%s' /dev/null", path), STR(""));
    unit_str_is(read_with(a, "pdftoppm -r 20 -png '%s' >/dev/null", path), STR(""));
    struct str fonts = read_with(a, "pdffonts '%s' | tail -n +3", path);
    ck_assert_uint_eq(read_count(fonts, "\n"), row == 2 ? 2 : 1); /* one per face */
    ck_assert_uint_eq(read_count(fonts, " yes yes yes "), row == 2 ? 2 : 1);
}

/* The paragraph with its line ends taken out, as often as it stands in the text. */
static size_t count_paragraph(struct arena *a, struct str text) {
    struct str joined = str_replace(a, text, STR("\n"), STR(""));
    joined = str_replace(a, joined, STR("\f"), STR(""));
    return read_count(joined, SAMPLE_TORTURE);
}

static const char *const text_modes[] = {"pdftotext '%s' -", "pdftotext -layout '%s' -",
                                         "pdftotext -raw '%s' -"};

/* Text comes out exactly, in lines that are the page's: three for each of the paragraphs, with
 * marks halved and squeezed by 0 to 0.4 em. */
UNIT_TEST(text_is_extracted_as_written) {
    enum { PARAGRAPHS = 10, LINES = 3 };
    struct sample_faces f = sample_faces(a);
    struct sample s = sample_begin(a, "t");
    for (int i = 0; i < PARAGRAPHS; i++)
        sample_paragraph(&s, i % 2 ? f.glyf : f.cff, 10500, pages_tag(s.pages, 1, TAG_P),
                         SAMPLE_TORTURE, i / 2 * 100);
    struct str path = read_write(a, "torture.pdf", s.pages, &plain);
    read_expect(a, "torture", SAMPLE_TORTURE, PARAGRAPHS);
    struct str text = read_with(a, text_modes[row], path);
    text = str_replace(a, text, STR("\n\n"), STR("\n"));
    ck_assert_uint_eq(count_paragraph(a, text), PARAGRAPHS);
    ck_assert_uint_eq(read_count(text, "\n"), PARAGRAPHS * LINES);
}

/* Objects one a line, streams decoded. */
static struct str objects_of(struct arena *a, struct str path) {
    return read_with(a, "qpdf --qdf --object-streams=disable --no-original-object-ids '%s' -",
                     path);
}

/* Gaps between Chinese and Latin are no spaces, spaces stretched or not are one. A gap lies between
 * the glyphs, under a replacement text that reaches over both: 用P, n编, 在L, x系, 行3次, 到9, %的.
 */
UNIT_TEST(gaps_are_not_spaces) {
    static const char written[] = "使用Python编写的程序，在Linux系统上运行3次，得到95%的利用率。";
    struct sample_faces f = sample_faces(a);
    struct sample s = sample_begin(a, "t");
    for (int line = 0; line < 10; line++) {
        struct glyph_run *run = sample_run(&s, line % 2 ? f.glyf : f.cff, 10500, written);
        struct glyph *v = (struct glyph *)run->v;
        for (size_t i = 0; i + 1 < run->n; i++) {
            int gap = 125 + line * 23;
            bool wide = v[i].text_len == 3 && !sample_mark_at(run, i);
            bool next_wide = v[i + 1].text_len == 3 && !sample_mark_at(run, i + 1);
            if (wide && v[i + 1].text_len == 1) {
                v[i + 1].advance += gap;
                v[i + 1].dx = (int16_t)(v[i + 1].dx + gap);
            } else if (v[i].text_len == 1 && next_wide) {
                v[i].advance += gap;
            }
        }
        sample_draw(&s, run, 0, run->n, s.x, s.y, pages_tag(s.pages, 1, TAG_P));
        s.y += 16000;
    }
    struct str path = read_write(a, "gaps.pdf", s.pages, &plain);
    read_expect(a, "gaps", written, 10);
    ck_assert_uint_eq(read_count(read_with(a, text_modes[row], path), written), 10);
    struct str objects = objects_of(a, path);
    ck_assert_uint_eq(read_count(objects, "/Span<</ActualText<"), 70);
    ck_assert_uint_eq(read_count(objects, "<feff884c00336b21>"), 10); /* 行3次, for both its gaps */
}

UNIT_TEST(formulas_are_extracted_as_their_source) {
    struct str path = read_write(a, "formula.pdf", everything(a, row), &plain);
    for (size_t i = 0; i < COUNT_OF(text_modes); i++)
        read_has(read_with(a, text_modes[i], path), "质能关系 E = mc^2；代码");
}

UNIT_TEST(structure_is_the_tags) {
    struct str path = read_write(a, row_names[row], everything(a, row), &plain);
    struct str tree = read_with(a, "pdfinfo -struct-text '%s'", path);
    static const char *const parts[] = {
        "Document\n  H1 (block)\n    \"第一章 光合作用 Photosynthesis\"\n  P (block)\n"
        "    \"他说：「『光合作用』（photosynthesis）是什么？」",
        /* a paragraph is whole over its lines; the heading of depth 3 is kept from skipping 2 */
        "and went on。\"\n  H2 (block)\n    \"1.1 卡尔文循环 𠮷 Calvin cycle\"\n",
        /* kids in reading order, a note where its reference is */
        "    \"参见 \"\n    Link (inline)\n      \"example.org 的说明\"\n      Object ",
        "    \"；质能关系 \"\n    Formula\n      \"E = mc²\"\n    \"；代码 \"\n    Code (inline)\n"
        "      \"int main(void)\"\n    Reference (inline)\n      Link (inline)\n        \"1\"\n",
        "    \"。\"\n    Note <note",
        /* links whose tag is no Link get one */
        "      \"1 注释文字（在页脚）。\"\n    Link (inline)\n      Object ",
        "  Link (inline)\n    Object ",
        "  L (block):\n     /ListNumbering /Decimal\n    LI (block)\n      Lbl (block)\n        "
        "\"1.\"\n      LBody (block)\n"
        "        P (block)\n          \"光反应：在类囊体膜上，产生 ATP 与 NADPH。\"\n"
        "        L (block):\n           /ListNumbering /Disc\n          LI (block)\n",
        /* the empty cell is there, the wide one counts for two */
        "        \"光反应\"\n      TD\n        \"类囊体膜\"\n      TD\n    TR\n",
        "      TD:\n         /ColSpan 2\n        \"基质（合并）\"\n",
        "      TH:\n         /Scope /Row\n        \"光反应\"\n",
        "  Figure:\n     /Placement /Block\n     /BBox [50 ",
        "  BlockQuote\n    P (block)\n      \"引用：“百闻不如一见。”\"\n  H2 (block)\n"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        read_has(tree, parts[i]);
    ck_assert(!str_has(tree, STR("第 1 页"))); /* header and footer are artifacts */
}

UNIT_TEST(ways_through_the_document) {
    struct str path = read_write(a, row_names[row], everything(a, row), &plain);
    struct str objects = objects_of(a, path);
    static const char *const once[] = {"/URI (https://example.org/a?b=\\(c\\)&d=%C3%A9)",
                                       "/Duplex /DuplexFlipLongEdge",
                                       "/DisplayDocTitle true",
                                       "/Marked true",
                                       "/PageMode /UseOutlines",
                                       "/Lang (zh-Hans)",
                                       "/Registry (Adobe)\n",
                                       "/ListNumbering /Decimal",
                                       "/ListNumbering /Disc"};
    for (size_t i = 0; i < COUNT_OF(once); i++)
        read_has(objects, once[i]);
    ck_assert(!str_has(objects, STR("javascript")));
    ck_assert(!str_has(objects, STR("Date")));
    ck_assert_uint_eq(read_count(objects, "/Subtype /Link"), 4);
    ck_assert_uint_eq(read_count(objects, "/Tabs /S"), 4);
    /* "第一章…" over "1.1…" and "1.2…", the parent closed */
    ck_assert_uint_eq(read_count(objects, "/Count -2"), 1);
    struct str dests = read_with(a, "pdfinfo -dests '%s' | tail -n +2", path);
    ck_assert_uint_eq(read_count(dests, "\n"), 3);
    struct str info = read_with(a, "pdfinfo '%s'", path);
    read_has(info, "Title:           植物生理学 & <笔记> (Plant)");
    read_has(info, "Subject:         光合作用");
    read_has(info, "Author:          张三");
    read_has(info, "Producer:        crib");
    read_has(info, "Tagged:          yes");
    struct str meta = read_with(a, "pdfinfo -meta '%s'", path);
    read_has(meta, "植物生理学 &amp; &lt;笔记&gt; (Plant)");
    read_has(meta, "<pdfuaid:part>1</pdfuaid:part>");
    ck_assert(!str_has(meta, STR("pdfaid")));
}

/* 封面, 2, 7, 4: three ranges that count on. */
UNIT_TEST(page_labels) {
    UNIT_UNUSED(row);
    struct str path = read_write(a, "labels.pdf", everything(a, 0), &plain);
    struct str labels = read_with(a, "qpdf --json --json-key=pagelabels '%s' | tr -d ' \\n'", path);
    read_has(labels, "{\"index\":0,\"label\":{\"/P\":\"u:封面\"");
    read_has(labels, "{\"index\":1,\"label\":{\"/S\":\"/D\",\"/St\":2");
    read_has(labels, "{\"index\":2,\"label\":{\"/S\":\"/D\",\"/St\":7");
    read_has(labels, "{\"index\":3,\"label\":{\"/S\":\"/D\",\"/St\":4");
}

/* The raw picture drawn twice is one object; alpha is a picture of its own. */
UNIT_TEST(pictures) {
    UNIT_UNUSED(row);
    struct str path = read_write(a, "pictures.pdf", everything(a, 0), &plain);
    struct str list = read_with(a, "pdfimages -list '%s' | tail -n +3 | tr -s ' '", path);
    ck_assert_uint_eq(read_count(list, "\n"), 6);
    read_has(list, " image 60 40 rgb 3 8 image ");
    read_has(list, " smask 60 40 gray 1 8 image ");
    read_has(list, " image 32 16 index 1 4 image ");
    read_has(list, " image 60 40 rgb 3 8 jpeg ");
    ck_assert_uint_eq(read_count(objects_of(a, path), "/Subtype /Image"), 5);
}

UNIT_TEST(grey_has_no_colour) {
    UNIT_UNUSED(row);
    struct pages *pages = everything(a, 0);
    struct str path = read_write(a, "colour.pdf", pages, &plain);
    ck_assert_uint_gt(read_count(objects_of(a, path), " rg\n"), 0);
    pages->grey = true;
    path = read_write(a, "grey.pdf", pages, &plain);
    ck_assert_uint_eq(read_count(objects_of(a, path), " rg\n"), 0);
    ck_assert_uint_eq(read_count(objects_of(a, path), " RG\n"), 0);
}

UNIT_TEST(same_pages_same_bytes) {
    struct pdf_options threads = archival;
    struct pages *pages = everything(a, row);
    threads.threads = 4;
    struct str once = read_file(a, read_write(a, "once.pdf", pages, &archival));
    struct str twice = read_file(a, read_write(a, "twice.pdf", pages, &archival));
    struct str parallel = read_file(a, read_write(a, "parallel.pdf", pages, &threads));
    ck_assert(str_eq(once, twice));
    ck_assert(str_eq(once, parallel));
    struct str again = read_file(a, read_write(a, "again.pdf", everything(a, row), &archival));
    ck_assert(str_eq(once, again));
}

/* Pages with nothing, or a paragraph of characters the document lacks, over the document's. */
static struct pages *over(struct arena *a, const struct pages *all, const char *text) {
    struct sample_faces f = sample_faces(a);
    struct sample s = sample_begin(a, "over");
    sample_paragraph(&s, f.cff, 10500, 0, text, 0);
    for (size_t i = s.pages->v.n; i < all->v.n; i++)
        pages_add(s.pages, all->v.v[i]->width, all->v.v[i]->height);
    return s.pages;
}

/* A copy says what the document says, and what is over it; with a font more only for characters
 * that the document lacks. */
UNIT_TEST(copies_of_a_document) {
    static const char *const texts[] = {"", "龘靐齉"};
    struct pages *all = everything(a, row);
    struct diag *d = diag_open(a);
    const struct pdf_master *m = pdf_master_make(a, all, &archival, d);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct str error, path = read_path(a, "copy.pdf");
        struct fs_out *out = fs_create(a, path);
        ck_assert(pdf_copy_write(a, m, over(a, all, texts[i])->v.v, out, d));
        ck_assert(fs_commit(out, &error));
        struct str copy = read_with(a, "pdftotext -raw '%s' -", path);
        struct str whole =
            read_with(a, "pdftotext -raw '%s' -", read_write(a, "whole.pdf", all, &archival));
        ck_assert_uint_eq(copy.n, whole.n + strlen(texts[i]) + (i ? 1 : 0));
        ck_assert(str_has(copy, str_of(texts[i])));
        ck_assert_uint_eq(read_count(read_with(a, "pdffonts '%s' | tail -n +3", path), "\n"),
                          i ? 2 : 1);
    }
}

/* 70,000 texts for one glyph: a font holds 65,534 of them, the next the rest. */
UNIT_TEST(more_codes_than_a_font_holds) {
    enum { TEXTS = 70000, PER_LINE = 100, PER_PAGE = 10000, SIZE = 5000, FIRST = 0x20010 };
    struct sample_faces f = sample_faces(a);
    struct sample s = sample_begin(a, "t");
    uint32_t p = pages_tag(s.pages, 1, TAG_P);
    struct glyph_run *one = sample_run(&s, row ? f.glyf : f.cff, SIZE, "一");
    for (uint32_t i = 0; i < TEXTS; i += PER_LINE) {
        if (i && i % PER_PAGE == 0)
            sample_page(&s);
        struct glyph_run *run = arena_new(a, struct glyph_run);
        struct glyph *v = arena_array(a, struct glyph, PER_LINE);
        char *text = arena_alloc(a, 4 * PER_LINE);
        for (uint32_t k = 0; k < PER_LINE; k++) {
            v[k] = one->v[0];
            v[k].text_at = 4 * k;
            v[k].text_len = 4;
            utf8_put(text + 4 * k, FIRST + i + k);
        }
        *run = (struct glyph_run){one->face, SIZE,     COLOR_BLACK,          0,
                                  v,         PER_LINE, {text, 4 * PER_LINE}, NULL};
        sample_draw(&s, run, 0, PER_LINE, 10000, s.y += 7000, p);
    }
    struct str path = read_write(a, "codes.pdf", s.pages, &plain);
    struct str fonts = read_with(a, "pdffonts '%s' | tail -n +3", path);
    ck_assert_uint_eq(read_count(fonts, "\n"), 2);
    struct str text = read_with(a, "pdftotext -raw '%s' -", path);
    char last[5] = {0}, at_border[5] = {0};
    utf8_put(last, FIRST + TEXTS - 1);
    utf8_put(at_border, FIRST + 65534);
    read_has(text, last);
    read_has(text, at_border);
}

/* libharu's lists end at 32,767. */
UNIT_TEST(more_pages_than_a_list_holds) {
    UNIT_UNUSED(row);
    struct pages *pages = pages_make(a);
    for (int i = 0; i < 33000; i++)
        pages_add(pages, 200000, 200000);
    struct str path = read_write(a, "pages.pdf", pages, &plain);
    unit_str_is(read_with(a, "qpdf --show-npages '%s'", path), STR("33000\n"));
}

static void no_pages(struct arena *a, size_t row) {
    UNIT_UNUSED(row);
    pdf_write(a, pages_make(a), &plain, fs_create(a, read_path(a, "none.pdf")), diag_open(a));
}

UNIT_TEST(a_page_there_must_be) {
    char text[256];
    UNIT_UNUSED(a);
    ck_assert(unit_raises(no_pages, row, text));
    ck_assert_str_eq(text, "a PDF file needs a page");
}

/* A disk that takes no more: the commit says so, and there is no file. */
UNIT_TEST(full_disk) {
    struct rlimit limit = {20000, 20000};
    struct pages *pages = everything(a, row);
    struct str path = read_path(a, "full.pdf"), error = {0};
    struct fs_out *out = fs_create(a, path);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0); /* of this case's process */
    ck_assert(pdf_write(a, pages, &plain, out, diag_open(a)));
    ck_assert(!fs_commit(out, &error));
    unit_str_is(error, STR("File too large"));
    ck_assert_int_eq(access(str_c(a, path), F_OK), -1);
}

/* ---- faces that are not as they should be ---- */

static void free_face(void *face) {
    hb_face_destroy(face);
}

static void free_font(void *font) {
    hb_font_destroy(font);
}

/* The face with one table's bytes changed from `at` on. */
static struct face *changed(struct arena *a, const struct face *from, hb_tag_t table, size_t at,
                            struct str bytes) {
    hb_tag_t tags[64];
    unsigned n = COUNT_OF(tags), length;
    hb_face_t *builder = hb_face_builder_create();
    hb_face_get_table_tags(from->hb_face, 0, &n, tags);
    for (unsigned i = 0; i < n; i++) {
        hb_blob_t *blob = hb_face_reference_table(from->hb_face, tags[i]);
        if (tags[i] == table) {
            const char *p = hb_blob_get_data(blob, &length);
            char *copy = arena_copy(a, p, length);
            memcpy(copy + at, bytes.p, bytes.n);
            hb_blob_destroy(blob);
            blob = hb_blob_create(copy, length, HB_MEMORY_MODE_READONLY, NULL, NULL);
        }
        hb_face_builder_add_table(builder, tags[i], blob);
        hb_blob_destroy(blob);
    }
    hb_blob_t *file = hb_face_reference_blob(builder);
    struct face *f = arena_new(a, struct face);
    *f = *from;
    f->hb_face = hb_face_create(file, 0);
    arena_defer(a, free_face, f->hb_face);
    f->hb_font = hb_font_create(f->hb_face);
    arena_defer(a, free_font, f->hb_font);
    hb_blob_destroy(file);
    hb_face_destroy(builder);
    return f;
}

UNIT_TEST(font_that_must_not_be_embedded) {
    UNIT_UNUSED(row);
    static const char restricted[] = {0, 2};
    struct face *f = changed(a, sample_faces(a).glyf, HB_TAG('O', 'S', '/', '2'), 8,
                             (struct str){restricted, 2});
    struct diag *d = diag_open(a);
    struct fs_out *out = fs_create(a, read_path(a, "restricted.pdf"));
    ck_assert(!pdf_write(a, sample_everything(a, f, f), &plain, out, d));
    ck_assert_uint_eq(d->n, 1);
    ck_assert_int_eq(d->v[0].id, DIAG_FONT_UNUSABLE);
    read_has(d->v[0].text, "its maker allows no embedding");
}

/* A number of metrics that glyf's tables do not have: no subset, but outlines still serve. */
UNIT_TEST(face_that_cannot_be_subset) {
    static const char too_many[] = {(char)0xFF, (char)0xFF}, none[] = {0, 0};
    struct face *f = changed(a, sample_faces(a).glyf, HB_TAG('h', 'h', 'e', 'a'), 34,
                             (struct str){row ? none : too_many, 2});
    struct sample s = sample_begin(a, "t");
    sample_line(&s, f, 10500, s.x, s.y, pages_tag(s.pages, 1, TAG_P), "光合作用");
    struct str path = read_write(a, "unsound.pdf", s.pages, &plain);
    read_has(read_with(a, "pdffonts '%s'", path), "CID ");
    read_has(read_with(a, "pdftotext '%s' -", path), "光合作用");
}

int main(void) {
    Suite *s = suite_create("pdf");
    UNIT_ROWS(s, readers_find_nothing_to_say, 3);
    UNIT_ROWS(s, text_is_extracted_as_written, 3);
    UNIT_ROWS(s, gaps_are_not_spaces, 3);
    UNIT_ROWS(s, formulas_are_extracted_as_their_source, 3);
    UNIT_ROWS(s, structure_is_the_tags, 3);
    UNIT_ROWS(s, ways_through_the_document, 3);
    UNIT(s, page_labels);
    UNIT(s, pictures);
    UNIT(s, grey_has_no_colour);
    UNIT_ROWS(s, same_pages_same_bytes, 3);
    UNIT_ROWS(s, copies_of_a_document, 2);
    UNIT_ROWS(s, more_codes_than_a_font_holds, 2);
    UNIT(s, more_pages_than_a_list_holds);
    UNIT(s, a_page_there_must_be);
    UNIT(s, full_disk);
    UNIT(s, font_that_must_not_be_embedded);
    UNIT_ROWS(s, face_that_cannot_be_subset, 2);
    return unit_run(s);
}
