/* text: strings of PDF (ISO 32000-1, 7.3.4). */
#include "emit/pdf/text.h"

#include "base/utf8.h"

static const char digits[] = "0123456789ABCDEF";

static void hex8(struct buf *b, uint32_t v) {
    buf_byte(b, digits[v >> 4 & 15]);
    buf_byte(b, digits[v & 15]);
}

void pdf_hex16(struct buf *b, uint32_t v) {
    const char hex[4] = {digits[v >> 12 & 15], digits[v >> 8 & 15], digits[v >> 4 & 15],
                         digits[v & 15]};
    buf_bytes(b, hex, 4);
}

static uint32_t printable(uint32_t code) {
    if (code < 0x20 || code == 0x7F)
        return ' ';
    return code == 0xFEFF || code == 0xFFFE || code == 0xFFFF ? 0x200B : code;
}

void pdf_hex_utf16(struct buf *b, struct str text) {
    const char *p = text.p, *end = text.p + text.n;
    while (p < end) {
        uint32_t code = printable(utf8_next(&p, end));
        if (code >= 0x10000) {
            pdf_hex16(b, 0xD800 + ((code - 0x10000) >> 10));
            pdf_hex16(b, 0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            pdf_hex16(b, code);
        }
    }
}

static bool is_plain(struct str text) {
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < 0x20 || (unsigned char)text.p[i] > 0x7E)
            return false;
    return true;
}

void pdf_literal_byte(struct buf *b, char c) {
    if (c == '\r') { /* a bare one would be read as a line feed */
        buf_c(b, "\\r");
        return;
    }
    if (c == '(' || c == ')' || c == '\\')
        buf_byte(b, '\\');
    buf_byte(b, c);
}

void pdf_literal(struct buf *b, struct str text) {
    buf_byte(b, '(');
    for (size_t i = 0; i < text.n; i++)
        pdf_literal_byte(b, text.p[i]);
    buf_byte(b, ')');
}

void pdf_hex_text(struct buf *b, struct str text) {
    bool plain = is_plain(text);
    buf_c(b, plain ? "<" : "<FEFF");
    for (size_t i = 0; plain && i < text.n; i++)
        hex8(b, (unsigned char)text.p[i]);
    if (!plain)
        pdf_hex_utf16(b, text);
    buf_byte(b, '>');
}

void pdf_text(struct buf *b, struct str text) {
    if (is_plain(text))
        pdf_literal(b, text);
    else
        pdf_hex_text(b, text);
}
