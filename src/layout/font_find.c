/* font_find: which file holds a family's regular or bold face, by fontconfig. Its coverage sets are
 * not touched, except for a character that no family of fonts.yaml has. */
#include "layout/font_int.h"

#include <fontconfig/fontconfig.h>

struct font_finder {
    struct arena *a;
    FcConfig *config;
};

static void close_config(void *config) {
    FcConfigDestroy(config);
}

struct font_finder *font_finder_open(struct arena *a, const struct str *dirs, size_t n_dirs) {
    struct font_finder *f = arena_new(a, struct font_finder);
    f->a = a;
    f->config = FcInitLoadConfigAndFonts();
    if (f->config == NULL)
        fail_raise(arena_failure(a), "fontconfig cannot be started");
    arena_defer(a, close_config, f->config);
    for (size_t i = 0; i < n_dirs; i++)
        FcConfigAppFontAddDir(f->config, (const FcChar8 *)str_c(a, dirs[i]));
    return f;
}

/* fontconfig answers NULL when there is no memory. */
static void *must(const struct font_finder *f, void *made) {
    if (made == NULL)
        fail_raise(arena_failure(f->a), "out of memory (fontconfig)");
    return made;
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

static FcObjectSet *wanted_objects(void) {
    return FcObjectSetBuild(FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, FC_COLOR,
                            FC_FONTFORMAT, FC_FAMILY, (char *)NULL);
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

static FcPattern *nearest(FcFontSet *found, bool bold) {
    FcPattern *best = NULL;
    int least = INT32_MAX;
    for (int i = 0; i < found->nfont; i++) {
        FcPattern *p = found->fonts[i];
        int d = distance(p, bold);
        if (d < least || (d == least && best != NULL && comes_before(p, best))) {
            best = p;
            least = d;
        }
    }
    return best;
}

static void fill_place(struct arena *a, FcPattern *p, bool bold, struct font_place *out) {
    int index = number_of(p, FC_INDEX, 0);
    *out = (struct font_place){.path = str_copy(a, text_of(p, FC_FILE)),
                               .index = (uint32_t)(index & 0xFFFF),
                               .instance = (uint32_t)(index >> 16 & 0x7FFF),
                               .bold = bold,
                               .family = str_copy(a, text_of(p, FC_FAMILY))};
}

/* The application's fonts (--font-dir) first, then the system's. */
static bool find_in_sets(struct font_finder *f, FcPattern *wanted, bool bold,
                         struct font_place *out) {
    static const FcSetName order[] = {FcSetApplication, FcSetSystem};
    bool found = false;
    FcObjectSet *objects = must(f, wanted_objects());
    for (size_t i = 0; i < COUNT_OF(order) && !found; i++) {
        FcFontSet *set = FcConfigGetFonts(f->config, order[i]);
        if (set == NULL)
            continue;
        FcFontSet *list = must(f, FcFontSetList(f->config, &set, 1, wanted, objects));
        FcPattern *best = nearest(list, bold);
        if (best != NULL) {
            fill_place(f->a, best, bold, out);
            found = true;
        }
        FcFontSetDestroy(list);
    }
    FcObjectSetDestroy(objects);
    return found;
}

bool font_find(struct font_finder *f, struct str family, bool bold, struct font_place *out) {
    FcPattern *wanted = must(f, FcPatternCreate());
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)str_c(f->a, family));
    bool found = find_in_sets(f, wanted, bold, out);
    FcPatternDestroy(wanted);
    return found;
}

bool font_find_code(struct font_finder *f, uint32_t code, struct font_place *out) {
    FcPattern *wanted = must(f, FcPatternCreate());
    FcCharSet *set = must(f, FcCharSetCreate());
    FcCharSetAddChar(set, code);
    FcPatternAddCharSet(wanted, FC_CHARSET, set);
    bool found = find_in_sets(f, wanted, false, out);
    FcCharSetDestroy(set);
    FcPatternDestroy(wanted);
    return found;
}
