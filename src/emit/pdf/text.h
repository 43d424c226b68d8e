/* text: texts as PDF writes them. For every file of this folder. */
#ifndef EMIT_PDF_TEXT_H
#define EMIT_PDF_TEXT_H

#include "base/buf.h"

/* Four hex digits. */
void pdf_hex16(struct buf *b, uint32_t v);
/* The characters of UTF-8 text as hex digits of UTF-16, big end first. Characters that a PDF may
 * not map a code to (controls, U+FEFF, U+FFFE, U+FFFF; ISO 14289-1, 7.21.7) become U+0020 or
 * U+200B. */
void pdf_hex_utf16(struct buf *b, struct str text);
/* A text string (ISO 32000-1, 7.9.2.2): (text) when it is plain ASCII, else <FEFF…>. */
void pdf_text(struct buf *b, struct str text);
/* The same string always as <hex>, which sorts as the string's bytes do. */
void pdf_hex_text(struct buf *b, struct str text);
/* A byte of a literal string (7.3.4.2), escaped where it has to be. */
void pdf_literal_byte(struct buf *b, char c);
/* (text) as a literal string. */
void pdf_literal(struct buf *b, struct str text);

#endif
