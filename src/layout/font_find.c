/* font_find: which file holds a family's regular or bold face, by fontconfig. Its coverage sets are
 * not touched, except for a character that no family of fonts.yaml has. */
#include "layout/font_int.h"

#include <fontconfig/fontconfig.h>
#include <strings.h>

/* The application's fonts (--font-dir) are asked first, then the system's. */
static const FcSetName set_order[] = {FcSetApplication, FcSetSystem};

/* A font under one of its names; n is the name's length. */
struct named {
    const char *name;
    size_t n;
    FcPattern *font;
};

struct font_config {
    FcConfig *fc;
};

struct font_finder {
    struct arena *a;
    FcConfig *config;
    VEC(struct named) named[COUNT_OF(set_order)];
};

static void close_config(void *config) {
    FcConfigDestroy(config);
}

static void list_names(struct font_finder *f, size_t k) {
    FcFontSet *set = FcConfigGetFonts(f->config, set_order[k]);
    FcChar8 *name;
    for (int i = 0; set != NULL && i < set->nfont; i++)
        for (int j = 0; FcPatternGetString(set->fonts[i], FC_FAMILY, j, &name) == FcResultMatch;
             j++)
            vec_push(f->a, &f->named[k],
                     (struct named){(char *)name, strlen((char *)name), set->fonts[i]});
}

struct font_config *font_config_read(struct arena *a) {
    struct font_config *c = arena_new(a, struct font_config);
    c->fc = FcInitLoadConfigAndFonts();
    if (c->fc == NULL)
        fail_raise(arena_failure(a), "fontconfig cannot be started");
    arena_defer(a, close_config, c->fc);
    return c;
}

struct font_finder *font_finder_open(struct arena *a, struct font_config *config,
                                     const struct str *dirs, size_t n_dirs) {
    struct font_finder *f = arena_new(a, struct font_finder);
    f->a = a;
    f->config = config->fc;
    for (size_t i = 0; i < n_dirs; i++)
        FcConfigAppFontAddDir(f->config, (const FcChar8 *)str_c(a, dirs[i]));
    for (size_t i = 0; i < COUNT_OF(set_order); i++)
        list_names(f, i);
    return f;
}

static int number_of(FcPattern *p, const char *object, int otherwise) {
    int v;
    return FcPatternGetInteger(p, object, 0, &v) == FcResultMatch ? v : otherwise;
}

static bool flag_of(FcPattern *p, const char *object) {
    FcBool v;
    return FcPatternGetBool(p, object, 0, &v) == FcResultMatch && v;
}

static bool is_outline(FcPattern *p) {
    FcChar8 *format;
    if (FcPatternGetString(p, FC_FONTFORMAT, 0, &format) != FcResultMatch)
        return false;
    bool known = strcmp((char *)format, "TrueType") == 0 || strcmp((char *)format, "CFF") == 0;
    return known && !flag_of(p, FC_COLOR);
}

#define BOLD_LEAST FC_WEIGHT_DEMIBOLD

/* How far a face is from what is wanted; INT_MAX when it will not do. */
static int distance(FcPattern *p, bool bold) {
    int weight = number_of(p, FC_WEIGHT, FC_WEIGHT_REGULAR);
    if (!is_outline(p) || flag_of(p, FC_VARIABLE) || (bold && weight < BOLD_LEAST) ||
        (!bold && weight >= BOLD_LEAST))
        return INT32_MAX;
    int off = weight - (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    int d = 2 * (off < 0 ? -off : off);
    d += number_of(p, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN ? 1000 : 0;
    d += number_of(p, FC_WIDTH, FC_WIDTH_NORMAL) != FC_WIDTH_NORMAL ? 2000 : 0;
    d += number_of(p, FC_INDEX, 0) >> 16 ? 1 : 0; /* an instance of a variable font */
    return d;
}

static struct str text_of(FcPattern *p, const char *object) {
    FcChar8 *v;
    return FcPatternGetString(p, object, 0, &v) == FcResultMatch ? str_of((const char *)v)
                                                                 : (struct str){0};
}

static bool comes_before(FcPattern *a, FcPattern *b) {
    struct str x = text_of(a, FC_FILE), y = text_of(b, FC_FILE);
    if (x.n != y.n)
        return x.n < y.n;
    int c = str_cmp(x, y);
    return c != 0 ? c < 0 : number_of(a, FC_INDEX, 0) < number_of(b, FC_INDEX, 0);
}

struct nearest {
    bool bold;
    FcPattern *best;
    int least;
};

static void consider(struct nearest *n, FcPattern *p) {
    int d = distance(p, n->bold);
    if (d < n->least || (d == n->least && n->best != NULL && comes_before(p, n->best))) {
        n->best = p;
        n->least = d;
    }
}

static void fill_place(struct arena *a, FcPattern *p, bool bold, struct font_place *out) {
    int index = number_of(p, FC_INDEX, 0);
    *out = (struct font_place){.path = str_copy(a, text_of(p, FC_FILE)),
                               .index = (uint32_t)(index & 0xFFFF),
                               .instance = (uint32_t)(index >> 16 & 0x7FFF),
                               .bold = bold,
                               .family = str_copy(a, text_of(p, FC_FAMILY))};
}

/* fontconfig's list of names is read, not asked: FcFontSetList copies each pattern it finds. */
bool font_find(struct font_finder *f, struct str family, bool bold, struct font_place *out) {
    struct nearest near = {.bold = bold, .least = INT32_MAX};
    for (size_t k = 0; k < COUNT_OF(set_order) && near.best == NULL; k++)
        for (size_t i = 0; i < f->named[k].n; i++) {
            const struct named *v = &f->named[k].v[i];
            if (v->n == family.n && strncasecmp(v->name, family.p, family.n) == 0)
                consider(&near, v->font);
        }
    if (near.best != NULL)
        fill_place(f->a, near.best, bold, out);
    return near.best != NULL;
}

static bool has_code(FcPattern *p, uint32_t code) {
    FcCharSet *set;
    return FcPatternGetCharSet(p, FC_CHARSET, 0, &set) == FcResultMatch &&
           FcCharSetHasChar(set, code);
}

bool font_find_code(struct font_finder *f, uint32_t code, struct font_place *out) {
    struct nearest near = {.bold = false, .least = INT32_MAX};
    for (size_t k = 0; k < COUNT_OF(set_order) && near.best == NULL; k++) {
        FcFontSet *set = FcConfigGetFonts(f->config, set_order[k]);
        for (int i = 0; set != NULL && i < set->nfont; i++)
            if (has_code(set->fonts[i], code))
                consider(&near, set->fonts[i]);
    }
    if (near.best != NULL)
        fill_place(f->a, near.best, false, out);
    return near.best != NULL;
}
