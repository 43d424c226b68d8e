/* notetypes: see notetypes.h. */
#include "plan/notetypes.h"

#include "base/fs.h"

#define TEXT_BYTES_MAX (1u << 20)
#define TEXTS_MOD      1795478400 /* 2026-11-24 00:00:00 UTC: cards.css */

/* Every number below is for ever. */
static const struct notetype all[NOTETYPE_COUNT] = {
    [NOTETYPE_QA] = {.id = 1764201600101,
                     .slug = "qa",
                     .name = "crib 问答",
                     .mod = TEXTS_MOD,
                     .ask = QA_Q,
                     .answer = QA_A,
                     .source = QA_SOURCE,
                     .path = QA_PATH,
                     .n_fields = 9,
                     .fields = {{764201600111, "Id"},
                                {764201600112, "Q"},
                                {764201600113, "A"},
                                {764201600114, "Extra"},
                                {764201600115, "Source"},
                                {764201600116, "Tags-shown"},
                                {764201600117, "Spare1"},
                                {764201600118, "Spare2"},
                                {764201600119, "Spare3"}},
                     .n_templates = 1,
                     .templates = {{764201600131, "问→答", "qa", QA_Q}}},
    [NOTETYPE_TERM] = {.id = 1764201600201,
                       .slug = "term",
                       .name = "crib 术语",
                       .mod = TEXTS_MOD,
                       .ask = TERM_TERM,
                       .answer = TERM_DEF,
                       .source = TERM_SOURCE,
                       .path = TERM_PATH,
                       .n_fields = 10,
                       .fields = {{764201600211, "Id"},
                                  {764201600212, "Term"},
                                  {764201600213, "Full"},
                                  {764201600214, "Def"},
                                  {764201600215, "Note"},
                                  {764201600216, "Source"},
                                  {764201600217, "Tags-shown"},
                                  {764201600218, "Spare1"},
                                  {764201600219, "Spare2"},
                                  {764201600220, "Spare3"}},
                       .n_templates = 4,
                       .templates = {{764201600231, "术语→释义", "term-def", TERM_DEF},
                                     {764201600232, "释义→术语", "def-term", TERM_DEF},
                                     {764201600233, "术语→全称", "term-full", TERM_FULL},
                                     {764201600234, "全称→术语", "full-term", TERM_FULL}}},
    [NOTETYPE_POINT] = {.id = 1764201600301,
                        .slug = "point",
                        .name = "crib 要点",
                        .mod = TEXTS_MOD,
                        .ask = POINT_TITLE,
                        .answer = POINT_ITEM,
                        .source = POINT_SOURCE,
                        .path = POINT_PATH,
                        .n_fields = 14,
                        .fields = {{764201600311, "Id"},
                                   {764201600312, "Title"},
                                   {764201600313, "Cue"},
                                   {764201600314, "Before"},
                                   {764201600315, "Item"},
                                   {764201600316, "After"},
                                   {764201600317, "Pos"},
                                   {764201600318, "Total"},
                                   {764201600319, "All"},
                                   {764201600320, "Source"},
                                   {764201600321, "Tags-shown"},
                                   {764201600322, "Spare1"},
                                   {764201600323, "Spare2"},
                                   {764201600324, "Spare3"}},
                        .n_templates = 1,
                        .templates = {{764201600331, "要点", "point", POINT_ITEM}}},
    [NOTETYPE_CLOZE] = {.id = 1764201600401,
                        .slug = "cloze",
                        .name = "crib 填空",
                        .is_cloze = true,
                        .mod = TEXTS_MOD,
                        .ask = CLOZE_TEXT,
                        .answer = CLOZE_EXTRA,
                        .source = CLOZE_SOURCE,
                        .path = CLOZE_PATH,
                        .n_fields = 8,
                        .fields = {{764201600411, "Text"},
                                   {764201600412, "Extra"},
                                   {764201600413, "Typed"},
                                   {764201600414, "Source"},
                                   {764201600415, "Tags-shown"},
                                   {764201600416, "Spare1"},
                                   {764201600417, "Spare2"},
                                   {764201600418, "Spare3"}},
                        .n_templates = 1,
                        .templates = {{764201600431, "填空", "cloze", CLOZE_TEXT}}},
    [NOTETYPE_CHOICE] = {.id = 1764201600501,
                         .slug = "choice",
                         .name = "crib 选择",
                         .mod = TEXTS_MOD,
                         .ask = CHOICE_STEM,
                         .answer = CHOICE_CORRECT,
                         .source = CHOICE_SOURCE,
                         .path = CHOICE_PATH,
                         .n_fields = 10,
                         .fields = {{764201600511, "Id"},
                                    {764201600512, "Stem"},
                                    {764201600513, "Options"},
                                    {764201600514, "Correct"},
                                    {764201600515, "Why"},
                                    {764201600516, "Source"},
                                    {764201600517, "Tags-shown"},
                                    {764201600518, "Spare1"},
                                    {764201600519, "Spare2"},
                                    {764201600520, "Spare3"}},
                         .n_templates = 1,
                         .templates = {{764201600531, "选择", "choice", CHOICE_STEM}}},
    [NOTETYPE_TRUE_FALSE] = {.id = 1764201600601,
                             .slug = "true-false",
                             .name = "crib 判断",
                             .mod = TEXTS_MOD,
                             .ask = TF_Q,
                             .answer = TF_A,
                             .source = TF_SOURCE,
                             .path = TF_PATH,
                             .n_fields = 11,
                             .fields = {{764201600611, "Id"},
                                        {764201600612, "Q"},
                                        {764201600613, "Options"},
                                        {764201600614, "A"},
                                        {764201600615, "Why"},
                                        {764201600616, "Typed"},
                                        {764201600617, "Source"},
                                        {764201600618, "Tags-shown"},
                                        {764201600619, "Spare1"},
                                        {764201600620, "Spare2"},
                                        {764201600621, "Spare3"}},
                             .n_templates = 1,
                             .templates = {{764201600631, "判断", "true-false", TF_Q}}},
};

const struct notetype *notetype_get(enum notetype_id t) {
    return &all[t];
}

static bool read_card_file(struct arena *a, struct str data_dir, struct str name, struct str *text,
                           struct diag *d) {
    struct str error = {0};
    struct str path = str_format(a, "%.*s/styles/cards/%.*s", STR_ARG(data_dir), STR_ARG(name));
    if (fs_read(a, path, TEXT_BYTES_MAX, text, &error))
        return true;
    diag_say(d, DIAG_DATA_MISSING, path, error);
    return false;
}

/* A template with its includes in place; those have none of their own. */
static bool read_template(struct arena *a, struct str data_dir, const char *file, const char *side,
                          struct str *text, struct diag *d) {
    struct str rest, line, include = STR("@include ");
    struct buf out = buf_in(a);
    if (!read_card_file(a, data_dir, str_format(a, "%s.%s.html", file, side), &rest, d))
        return false;
    while (str_next_line(&rest, &line)) {
        struct str part = line;
        if (str_starts(line, include) &&
            !read_card_file(a, data_dir, str_trim(str_from(line, include.n)), &part, d))
            return false;
        buf_str(&out, str_trim_end(part));
        buf_byte(&out, '\n');
    }
    *text = str_trim_end(buf_get(&out));
    return true;
}

const struct notetype_texts *notetypes_load(struct arena *a, struct str data_dir, struct diag *d) {
    struct notetype_texts *texts = arena_array(a, struct notetype_texts, NOTETYPE_COUNT);
    struct str css;
    if (!read_card_file(a, data_dir, STR("cards.css"), &css, d))
        return NULL;
    for (size_t i = 0; i < NOTETYPE_COUNT; i++) {
        texts[i].css = str_trim_end(css);
        for (size_t t = 0; t < all[i].n_templates; t++) {
            const char *file = all[i].templates[t].file;
            if (!read_template(a, data_dir, file, "front", &texts[i].front[t], d) ||
                !read_template(a, data_dir, file, "back", &texts[i].back[t], d))
                return NULL;
        }
    }
    return texts;
}

/* As Anki 26.09 translates its stock notetypes in a new collection. */
static const struct notetype_stock stock[] = {
    {"en", "Basic", "Cloze"},
    {"zh_CN", "问答题", "填空题"},
    {"zh_TW", "基本型", "克漏字"},
    {"ja_JP", "基本", "穴埋め問題"},
    {"ko_KR", "Basic", "Cloze"},
    {"cs_CZ", "Základní", "Doplňovačka"},
    {"de_DE", "Einfach", "Lückentext"},
    {"es_ES", "Básico", "Respuesta anidada"},
    {"fi_FI", "Perusmalli", "Aukkotehtävä"},
    {"fr_FR", "Basique", "Texte à trous"},
    {"hu_HU", "Alap", "Lyukas szöveg"},
    {"it_IT", "Basilare", "Cloze"},
    {"nl_NL", "Basis", "Cloze"},
    {"pl_PL", "Podstawowy", "Luka"},
    {"pt_BR", "Básico", "Omissão de Palavras"},
    {"ru_RU", "Простая", "Задание с пропусками"},
    {"sv_SE", "Grundläggande", "Lucktext"},
    {"uk_UA", "Базовий", "Закритий текст"},
    {"vi_VN", "Cơ bản", "Điền chỗ trống"},
};

const struct notetype_stock *notetype_stock_find(struct str lang) {
    for (size_t i = 0; lang.n && i < COUNT_OF(stock); i++)
        if (str_starts(str_of(stock[i].lang), lang) ||
            (str_eqc(str_of(stock[i].lang), "en") && str_starts(lang, STR("en"))))
            return &stock[i];
    return NULL;
}
