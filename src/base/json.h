/* json: a small writer. Keys in the order written; no trailing commas to think of. For every
 * folder. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    int depth;
    bool pretty, need_comma, after_key;
};

struct json json_to(struct buf *out, bool pretty);
void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s); /* control characters, U+2028/9, </ and <! escaped;
                                                malformed bytes become U+FFFD */
void json_int(struct json *j, int64_t v);
void json_fixed(struct json *j, int64_t v, int digits); /* v / 10^digits */
void json_bool(struct json *j, bool v);
void json_nil(struct json *j); /* null; jansson has a json_null */
void json_kstr(struct json *j, const char *key, struct str s);
void json_kint(struct json *j, const char *key, int64_t v);
void json_kbool(struct json *j, const char *key, bool v);

#endif
