/* fit: which glyphs need a twin. The bounds come from asking eight readers (pdftotext's three
 * modes, MuPDF, PyMuPDF, pdfminer, pypdf, pdfium) about one paragraph: a glyph pulled back over the
 * end of the one before by up to 0.15 em, or pushed away by up to 0.08 em, changes nothing in the
 * text any of them extracts. */
#include "emit/pdf/cid.h"

#define PULL_MOST  100 /* closer than this: a narrow twin */
#define PULL_STEP  100 /* widths of narrow twins; the residue is at most half of it */
#define PUSH_MOST  85  /* further than this: a wide twin */
#define PUSH_STEP  50
#define PUSH_TWIN  700   /* wider gaps are gaps (a tab, two ends of a line) and read as such */
#define BLANK_MOST 15000 /* a blank may stand for a whole picture of a formula */

static int rounded_to(int v, int step) {
    int half = v < 0 ? -step / 2 : step / 2;
    return (v + half) / step * step;
}

/* By how much the declared width differs from the natural one. */
static int change(int natural, int advance, bool is_blank) {
    int more = advance - natural;
    if (is_blank)
        return advance > BLANK_MOST ? 0 : rounded_to(more, PUSH_STEP);
    if (more < -PULL_MOST)
        return rounded_to(more, PULL_STEP);
    return more > PUSH_MOST && more <= PUSH_TWIN ? rounded_to(more, PUSH_STEP) : 0;
}

struct pdf_fit pdf_fit(int natural, int dx, int advance, bool is_blank) {
    int more = change(natural, advance, is_blank);
    if (natural <= 0 || natural + more <= 0)
        more = 0;
    struct pdf_fit fit = {.width = (uint16_t)MAX(natural + more, 0)};
    /* An opening mark gives up its left half, a letter that begins a run after Chinese has the gap
     * at its left: ink and origin part. */
    if (more < 0 && dx < 0)
        fit.dx = (int16_t)rounded_to(dx, PULL_STEP);
    else if (more > 0 && dx > 0)
        fit.dx = (int16_t)rounded_to(dx, PUSH_STEP);
    return fit;
}
