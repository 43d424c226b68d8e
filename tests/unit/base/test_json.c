/* json: exact text where it is promised, and everything read back by jansson. */
#include "base/json.h"
#include "base/utf8.h"
#include "unit.h"

#include <jansson.h>

static struct str written(struct arena *a, bool pretty) {
    struct buf *b = arena_new(a, struct buf);
    *b = buf_in(a);
    struct json j = json_to(b, pretty);
    json_open(&j, '{');
    json_kstr(&j, "s", STR("中"));
    json_kint(&j, "i", INT64_MIN);
    json_kbool(&j, "b", false);
    json_key(&j, "list");
    json_open(&j, '[');
    json_fixed(&j, -1250, 3);
    json_nil(&j);
    json_bool(&j, true);
    json_open(&j, '[');
    json_close(&j, ']');
    json_open(&j, '{');
    json_close(&j, '}');
    json_str(&j, STR(""));
    json_close(&j, ']');
    json_kint(&j, "end", 0);
    json_close(&j, '}');
    return buf_get(b);
}

UNIT_TEST(exact) {
    UNIT_UNUSED(row);
    unit_str_is(written(a, false), STR("{\"s\":\"中\",\"i\":-9223372036854775808,\"b\":false,"
                                       "\"list\":[-1.25,null,true,[],{},\"\"],\"end\":0}"));
    unit_str_is(written(a, true), STR("{\n"
                                      "  \"s\": \"中\",\n"
                                      "  \"i\": -9223372036854775808,\n"
                                      "  \"b\": false,\n"
                                      "  \"list\": [\n"
                                      "    -1.25,\n"
                                      "    null,\n"
                                      "    true,\n"
                                      "    [],\n"
                                      "    {},\n"
                                      "    \"\"\n"
                                      "  ],\n"
                                      "  \"end\": 0\n"
                                      "}"));
}

static const struct {
    const char *s, *want;
} strings[] = {
    {"", "\"\""},
    {"a\"b\\c", "\"a\\\"b\\\\c\""},
    {"\b\f\n\r\t\x01\x1F\x7F", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\""},
    {"</script>a/b<", "\"<\\/script>a/b<\""},
    {"<!--", "\"<\\u0021--\""},
    {"/!", "\"/!\""},
    {"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA7", "\"\\u2028\\u2029\xE2\x80\xA7\""},
    {"a\xFF\xE4\xB8", "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"\xEF\xBF\xBD", "\"\xEF\xBF\xBD\""},
};

UNIT_TEST(escapes) {
    struct buf b = buf_in(a);
    struct json j = json_to(&b, true);
    json_str(&j, str_of(strings[row].s));
    unit_str_is(buf_get(&b), str_of(strings[row].want));
}

/* Every code point goes through a real reader unchanged. */
UNIT_TEST(jansson_reads_it_back) {
    UNIT_UNUSED(row);
    struct buf text = buf_in(a), b = buf_in(a);
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        if (c < 0xD800 || c >= 0xE000)
            buf_code(&text, c);
    struct json j = json_to(&b, false);
    json_open(&j, '[');
    json_str(&j, buf_get(&text));
    json_close(&j, ']');
    json_error_t error;
    json_t *root = json_loadb(b.p, b.n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(root != NULL, "%s", error.text);
    const json_t *s = json_array_get(root, 0);
    unit_str_is(((struct str){json_string_value(s), json_string_length(s)}), buf_get(&text));
    json_decref(root);
    struct str all = written(a, true);
    root = json_loadb(all.p, all.n, 0, &error);
    ck_assert_msg(root != NULL, "%s", error.text);
    ck_assert(json_integer_value(json_object_get(root, "i")) == INT64_MIN);
    ck_assert(json_real_value(json_array_get(json_object_get(root, "list"), 0)) == -1.25);
    json_decref(root);
}

int main(void) {
    Suite *s = suite_create("json");
    UNIT(s, exact);
    UNIT_ROWS(s, escapes, COUNT_OF(strings));
    UNIT(s, jansson_reads_it_back);
    return unit_run(s);
}
