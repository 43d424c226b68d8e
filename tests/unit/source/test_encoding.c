/* encoding: byte order marks, strict UTF-8, guesses, forced encodings, faults. Bytes come from the
 * standards' tables: 中文 is D6D0 CEC4 in GB 18030, A4A4 A4E5 in Big5, 9286 95B6 in Shift_JIS, C3E6
 * CAB8 in EUC-JP; 한글 is C7D1 B1DB in EUC-KR. */
#include "unit.h"

#include "source/encoding.h"

#define NOTHING ((struct str){0})

static const struct {
    const char *name, *bytes;
    size_t n;
    const char *encoding, *text;
    bool guessed;
} notes[] = {
    {"ascii", "# a", 3, "UTF-8", "# a", false},
    {"utf-8", "\xE4\xB8\xAD\xE6\x96\x87", 6, "UTF-8", "中文", false},
    {"utf-8 mark", "\xEF\xBB\xBF\xE4\xB8\xAD", 6, "UTF-8", "中", false},
    {"utf-16le mark", "\xFF\xFE\x2D\x4E\x87\x65", 6, "UTF-16LE", "中文", false},
    {"utf-16be mark", "\xFE\xFF\x4E\x2D\x65\x87", 6, "UTF-16BE", "中文", false},
    {"utf-16le pair", "\xFF\xFE\x3D\xD8\x00\xDE", 6, "UTF-16LE", "😀", false},
    {"utf-32le mark", "\xFF\xFE\0\0\x2D\x4E\0\0", 8, "UTF-32LE", "中", false},
    {"utf-16le bare", "#\0 \0a\0b\0c\0\n\0", 12, "UTF-16LE", "# abc\n", true},
    {"utf-16be bare", "\0#\0 \0a\0b\0c\0\n", 12, "UTF-16BE", "# abc\n", true},
    {"utf-16le bare, chinese", "\x2D\x4E\x87\x65\x00\x4E\n\0", 8, "UTF-16LE", "中文一\n", true},
    {"utf-16be bare, chinese", "\x4E\x2D\x65\x87\x4E\x00\0\n", 8, "UTF-16BE", "中文一\n", true},
    {"gb 18030", "# \xD6\xD0\xCE\xC4\xB1\xCA\xBC\xC7", 10, "GB18030", "# 中文笔记", true},
    {"gb 18030, four bytes", "\xD6\xD0\xCE\xC4\x81\x38\xAC\x32", 8, "GB18030", "中文⭐", true},
    {"big5", "# \xA4\xA4\xA4\xE5\xB5\xA7\xB0\x4F", 10, "Big5", "# 中文筆記", true},
    {"shift_jis", "# \x83\x66\x81\x5B\x83\x5E\x82\xCC\x92\xF6", 12, "Shift_JIS", "# データの程",
     true},
    {"euc-jp", "# \xA5\xC7\xA1\xBC\xA5\xBF\xA4\xCE", 10, "EUC-JP", "# データの", true},
    {"euc-kr", "# \xB9\xAE\xC1\xA6\xC7\xD1\xB1\xDB", 10, "EUC-KR", "# 문제한글", true},
    {"latin",
     "r\xE9vision \xE9l\xE9mentaire, \xE7"
     "a va",
     27, "ISO-8859-1", "révision élémentaire, ça va", true},
};

UNIT_TEST(decodes) {
    struct str bytes = {notes[row].bytes, notes[row].n};
    struct decoded d = enc_decode(a, bytes, NOTHING, false);
    ck_assert_msg(d.bad_at == SIZE_MAX, "%s: fault at %zu", notes[row].name, d.bad_at);
    unit_str_is(d.encoding, str_of(notes[row].encoding));
    unit_str_is(d.text, str_of(notes[row].text));
    ck_assert_int_eq(d.guessed, notes[row].guessed);
}

/* A note of mostly good UTF-8 is faulty UTF-8; the fault is named and nothing guessed. */
UNIT_TEST(faults_are_placed) {
    UNIT_UNUSED(row);
    struct str bytes = STR("中文笔记，内容\xFF很多");
    struct decoded d = enc_decode(a, bytes, NOTHING, false);
    unit_str_is(d.encoding, STR("UTF-8"));
    ck_assert_uint_eq(d.bad_at, 21);
    ck_assert_uint_eq(d.text.n, 0);
    d = enc_decode(a, bytes, NOTHING, true);
    unit_str_is(d.text, STR("中文笔记，内容\uFFFD很多"));
    ck_assert_uint_eq(d.bad_at, 21);
}

/* 81 is no character of Windows-1252: bytes that fit no encoding are faulty UTF-8. */
UNIT_TEST(noise_is_no_text) {
    UNIT_UNUSED(row);
    struct decoded d = enc_decode(a, STR("\xE5\xA5\xBD \xFF\xFE\xFA \x81\n"), NOTHING, false);
    unit_str_is(d.encoding, STR("UTF-8"));
    ck_assert_uint_eq(d.bad_at, 4);
}

UNIT_TEST(marks_count_in_offsets) {
    UNIT_UNUSED(row);
    struct decoded d = enc_decode(a,
                                  STR("\xEF\xBB\xBF"
                                      "ab\xC0"),
                                  NOTHING, false);
    ck_assert_uint_eq(d.bad_at, 5);
    d = enc_decode(a, (struct str){"\xFF\xFE\x2D\x4E\x00\xD8", 6}, NOTHING, false);
    unit_str_is(d.encoding, STR("UTF-16LE"));
    ck_assert_uint_eq(d.bad_at, 4);
}

/* The last byte of a long GB 18030 text is cut off: still GB 18030, with a fault. */
UNIT_TEST(cut_text_keeps_its_encoding) {
    UNIT_UNUSED(row);
    struct str bytes = STR("\xD6\xD0\xCE\xC4\xB1\xCA\xBC\xC7\xCA\xC7\xD6\xD0\xCE\xC4\xB5\xC4\xD6");
    struct decoded d = enc_decode(a, bytes, NOTHING, false);
    unit_str_is(d.encoding, STR("GB18030"));
    ck_assert_uint_eq(d.bad_at, 16);
    d = enc_decode(a, bytes, NOTHING, true);
    unit_str_is(d.text, STR("中文笔记是中文的\uFFFD"));
}

UNIT_TEST(forced) {
    UNIT_UNUSED(row);
    struct str bytes = STR("\xD6\xD0\xCE\xC4");
    struct decoded d = enc_decode(a, bytes, STR("gbk"), false);
    unit_str_is(d.text, STR("中文"));
    unit_str_is(d.encoding, STR("gbk"));
    ck_assert(!d.guessed);
    d = enc_decode(a, bytes, STR("Shift_JIS"), false);
    unit_str_is(d.text, STR("ﾖﾐﾎﾄ")); /* half-width katakana, as forced */
    d = enc_decode(a, bytes, STR("utf8"), false);
    ck_assert_uint_eq(d.bad_at, 0);
    d = enc_decode(a,
                   STR("\xEF\xBB\xBF"
                       "a"),
                   STR("UTF-8"), false);
    unit_str_is(d.text, STR("a"));
}

UNIT_TEST(names) {
    UNIT_UNUSED(row);
    ck_assert(enc_known(a, STR("GB18030")) && enc_known(a, STR("big5")));
    ck_assert(enc_known(a, STR("Shift_JIS")) && enc_known(a, STR("EUC-KR")));
    ck_assert(!enc_known(a, STR("klingon")) && !enc_known(a, NOTHING));
}

int main(void) {
    Suite *s = suite_create("encoding");
    UNIT_ROWS(s, decodes, COUNT_OF(notes));
    UNIT(s, faults_are_placed);
    UNIT(s, noise_is_no_text);
    UNIT(s, marks_count_in_offsets);
    UNIT(s, cut_text_keeps_its_encoding);
    UNIT(s, forced);
    UNIT(s, names);
    return unit_run(s);
}
