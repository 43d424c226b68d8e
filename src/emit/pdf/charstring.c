/* charstring: steps as Type 2 operators. Operators take many steps' operands at once, and leave out
 * those that are zero by their nature; which operator fits is decided by the first step of a
 * stretch and kept up as long as the steps go along. */
#include "emit/pdf/outline.h"

#define OPERANDS_MOST 46 /* the argument stack holds 48 (5177, appendix B) */

void pdf_charstring_number(struct buf *out, int v) {
    if (v >= -107 && v <= 107) {
        buf_byte(out, v + 139);
    } else if (v >= 108 && v <= 1131) {
        buf_byte(out, 247 + ((v - 108) >> 8));
        buf_byte(out, (v - 108) & 255);
    } else if (v >= -1131 && v <= -108) {
        buf_byte(out, 251 + ((-v - 108) >> 8));
        buf_byte(out, (-v - 108) & 255);
    } else {
        buf_byte(out, 28);
        buf_byte(out, (uint16_t)v >> 8);
        buf_byte(out, (uint16_t)v & 255);
    }
}

/* Steps still to be written. */
struct stretch {
    struct buf *out;
    const struct pdf_step *v;
    size_t n;
    int operands; /* on the stack since the last operator */
};

static void operand(struct stretch *s, int v) {
    pdf_charstring_number(s->out, v);
    s->operands++;
}

static void operator_(struct stretch *s, int op) {
    buf_byte(s->out, op);
    s->operands = 0;
}

/* The next step when it is of the kind and its operands fit. */
static const int16_t *next_of(struct stretch *s, enum pdf_step_kind kind, int operands) {
    bool fits = s->n > 0 && s->v->kind == kind && s->operands + operands <= OPERANDS_MOST;
    return fits ? s->v->d : NULL;
}

static void take(struct stretch *s) {
    s->v++;
    s->n--;
}

static void move(struct stretch *s, int dx, int dy) {
    if (dx || !dy)
        operand(s, dx);
    if (dy)
        operand(s, dy);
    operator_(s, dx && dy ? T2_RMOVETO : dy ? T2_VMOVETO : T2_HMOVETO);
}

/* Lines along the axes in turn need one operand each. */
static void axis_lines(struct stretch *s) {
    bool along_x = s->v->d[1] == 0;
    int op = along_x ? T2_HLINETO : T2_VLINETO;
    for (const int16_t *d; (d = next_of(s, STEP_LINE, 1)); along_x = !along_x) {
        if (d[along_x ? 1 : 0] != 0)
            break;
        operand(s, d[along_x ? 0 : 1]);
        take(s);
    }
    operator_(s, op);
}

static void free_lines(struct stretch *s) {
    for (const int16_t *d; (d = next_of(s, STEP_LINE, 2)) && d[0] && d[1];) {
        operand(s, d[0]);
        operand(s, d[1]);
        take(s);
    }
    operator_(s, T2_RLINETO);
}

/* Curves that leave along one axis and arrive along the other, in turn. */
static void turning_curves(struct stretch *s) {
    bool from_x = s->v->d[1] == 0 && s->v->d[4] == 0;
    int op = from_x ? T2_HVCURVETO : T2_VHCURVETO;
    for (const int16_t *d; (d = next_of(s, STEP_CURVE, 4)); from_x = !from_x) {
        if (from_x ? d[1] || d[4] : d[0] || d[5])
            break;
        operand(s, d[from_x ? 0 : 1]);
        operand(s, d[2]);
        operand(s, d[3]);
        operand(s, d[from_x ? 5 : 4]);
        take(s);
    }
    operator_(s, op);
}

/* Curves that leave and arrive along the same axis: 0 = x, 1 = y. */
static void waving_curves(struct stretch *s, int axis) {
    for (const int16_t *d; (d = next_of(s, STEP_CURVE, 4)) && !d[1 - axis] && !d[5 - axis];) {
        operand(s, d[axis]);
        operand(s, d[2]);
        operand(s, d[3]);
        operand(s, d[4 + axis]);
        take(s);
    }
    operator_(s, axis ? T2_VVCURVETO : T2_HHCURVETO);
}

static bool is_turning(const int16_t *d) {
    return (!d[1] && !d[4]) || (!d[0] && !d[5]);
}

static bool is_waving(const int16_t *d, int axis) {
    return !d[1 - axis] && !d[5 - axis];
}

static void free_curves(struct stretch *s) {
    for (const int16_t *d; (d = next_of(s, STEP_CURVE, 6));) {
        if (is_turning(d) || is_waving(d, 0) || is_waving(d, 1))
            break;
        for (int i = 0; i < 6; i++)
            operand(s, d[i]);
        take(s);
    }
    operator_(s, T2_RRCURVETO);
}

static void curves(struct stretch *s) {
    const int16_t *d = s->v->d;
    if (is_turning(d))
        turning_curves(s);
    else if (is_waving(d, 0))
        waving_curves(s, 0);
    else if (is_waving(d, 1))
        waving_curves(s, 1);
    else
        free_curves(s);
}

void pdf_charstring(struct buf *out, const struct pdf_outline *o, size_t from, size_t to, int dx) {
    struct stretch s = {.out = out, .v = o->steps.v + from, .n = to - from};
    while (s.n > 0) {
        const int16_t *d = s.v->d;
        if (s.v->kind == STEP_MOVE) {
            move(&s, d[0] + dx, d[1]);
            dx = 0;
            take(&s);
        } else if (s.v->kind == STEP_CURVE) {
            curves(&s);
        } else if (d[0] == 0 || d[1] == 0) {
            axis_lines(&s);
        } else {
            free_lines(&s);
        }
    }
}
