/* package: the questions, what describes them, and pictures as one zip, dates fixed. */
#include "emit/archive.h"
#include "emit/canvas/canvas.h"

#include "base/hash.h"

/* ---- what describes the questions ---- */

/* Settings as Canvas writes them in an export of a quiz; what is not said here is `false`. */
struct setting {
    const char *name, *value;
};

static void put_settings(struct buf *b, const struct setting *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "<%s>%s</%s>\n", v[i].name, v[i].value ? v[i].value : "false", v[i].name);
}

static const struct setting quiz_how[] = {
    {"description", ""},  {"shuffle_answers", NULL},   {"scoring_policy", "keep_highest"},
    {"hide_results", ""}, {"quiz_type", "assignment"},
};
static const struct setting quiz_rules[] = {
    {"require_lockdown_browser", NULL},
    {"require_lockdown_browser_for_results", NULL},
    {"require_lockdown_browser_monitor", NULL},
    {"lockdown_browser_monitor_data", ""},
    {"show_correct_answers", "true"},
    {"anonymous_submissions", NULL},
    {"could_be_locked", NULL},
    {"allowed_attempts", "1"},
    {"one_question_at_a_time", NULL},
    {"cant_go_back", NULL},
    {"available", NULL},
    {"one_time_results", NULL},
    {"show_correct_answers_last_attempt", NULL},
    {"only_visible_to_overrides", NULL},
    {"module_locked", NULL},
};
static const struct setting assignment_when[] = {
    {"due_at", ""},
    {"lock_at", ""},
    {"unlock_at", ""},
    {"module_locked", NULL},
    {"workflow_state", "unpublished"},
    {"assignment_overrides", ""},
};
static const struct setting assignment_how[] = {
    {"allowed_extensions", ""},
    {"has_group_category", NULL},
};
static const struct setting assignment_rules[] = {
    {"grading_type", "points"},
    {"all_day", NULL},
    {"submission_types", "online_quiz"},
    {"position", "1"},
    {"turnitin_enabled", NULL},
    {"vericite_enabled", NULL},
    {"peer_review_count", "0"},
    {"peer_reviews", NULL},
    {"automatic_peer_reviews", NULL},
    {"anonymous_peer_reviews", NULL},
    {"grade_group_students_individually", NULL},
    {"freeze_on_copy", NULL},
    {"omit_from_final_grade", NULL},
    {"intra_group_peer_reviews", NULL},
    {"only_visible_to_overrides", NULL},
    {"post_to_sis", NULL},
    {"moderated_grading", NULL},
    {"grader_count", "0"},
    {"grader_comments_visible_to_graders", "true"},
    {"anonymous_grading", NULL},
    {"graders_anonymous_to_graders", NULL},
    {"grader_names_visible_to_final_grader", "true"},
    {"anonymous_instructor_annotations", NULL},
    {"post_policy", "<post_manually>false</post_manually>"},
};

static void put_title_and(struct buf *b, struct str title, const struct setting *v, size_t n) {
    buf_c(b, "<title>");
    buf_xml(b, title);
    buf_c(b, "</title>\n");
    put_settings(b, v, n);
}

static void put_points(struct buf *b, const struct emit_input *in) {
    buf_printf(b, "<points_possible>%zu.0</points_possible>\n", in->quiz->n);
}

/* As what the quiz counts: an assignment of its own, not published. */
static void put_assignment(struct buf *b, const struct emit_input *in,
                           const struct canvas_ids *ids) {
    buf_printf(b, "<assignment identifier=\"%.*s_assignment\">\n", STR_ARG(ids->quiz));
    put_title_and(b, in->title, assignment_when, COUNT_OF(assignment_when));
    buf_printf(b, "<quiz_identifierref>%.*s</quiz_identifierref>\n", STR_ARG(ids->quiz));
    put_settings(b, assignment_how, COUNT_OF(assignment_how));
    put_points(b, in);
    put_settings(b, assignment_rules, COUNT_OF(assignment_rules));
    buf_c(b, "</assignment>\n");
}

struct str canvas_meta(struct arena *a, const struct emit_input *in, const struct canvas_ids *ids) {
    struct buf b = buf_in(a);
    buf_printf(&b,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<quiz identifier=\"%.*s\" xmlns=\"http://canvas.instructure.com/xsd/cccv1p0\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
               "xsi:schemaLocation=\"http://canvas.instructure.com/xsd/cccv1p0 "
               "https://canvas.instructure.com/xsd/cccv1p0.xsd\">\n",
               STR_ARG(ids->quiz));
    put_title_and(&b, in->title, quiz_how, COUNT_OF(quiz_how));
    put_points(&b, in);
    put_settings(&b, quiz_rules, COUNT_OF(quiz_rules));
    put_assignment(&b, in, ids);
    buf_printf(&b,
               "<assignment_group_identifierref>%.*s_group</assignment_group_identifierref>\n"
               "<assignment_overrides></assignment_overrides>\n</quiz>\n",
               STR_ARG(ids->quiz));
    return buf_get(&b);
}

static void put_pictures(struct buf *b, const struct note_media *media) {
    for (size_t i = 0; i < media->v.n; i++)
        buf_printf(b,
                   "<resource identifier=\"crib_image_%zu\" type=\"webcontent\" "
                   "href=\"images/%.*s\"><file href=\"images/%.*s\"/></resource>\n",
                   i, STR_ARG(media->v.v[i].name), STR_ARG(media->v.v[i].name));
}

struct str canvas_manifest(struct arena *a, const struct emit_input *in,
                           const struct note_media *media, const struct canvas_ids *ids) {
    struct buf b = buf_in(a);
    buf_printf(&b,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<manifest identifier=\"%.*s_manifest\" "
               "xmlns=\"http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1\" "
               "xmlns:lom=\"http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource\" "
               "xmlns:imsmd=\"http://www.imsglobal.org/xsd/imsmd_v1p2\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
               "<metadata>\n<schema>IMS Content</schema>\n<schemaversion>1.1.3</schemaversion>\n"
               "<imsmd:lom><imsmd:general><imsmd:title><imsmd:string>",
               STR_ARG(ids->quiz));
    buf_xml(&b, in->title);
    buf_printf(&b,
               "</imsmd:string></imsmd:title></imsmd:general></imsmd:lom>\n</metadata>\n"
               "<organizations/>\n<resources>\n"
               "<resource identifier=\"%.*s\" type=\"imsqti_xmlv1p2\">"
               "<file href=\"%.*s/%.*s.xml\"/><dependency identifierref=\"%.*s\"/></resource>\n"
               "<resource identifier=\"%.*s\" "
               "type=\"associatedcontent/imscc_xmlv1p1/learning-application-resource\" "
               "href=\"%.*s/assessment_meta.xml\">"
               "<file href=\"%.*s/assessment_meta.xml\"/></resource>\n",
               STR_ARG(ids->quiz), STR_ARG(ids->quiz), STR_ARG(ids->quiz), STR_ARG(ids->meta),
               STR_ARG(ids->meta), STR_ARG(ids->quiz), STR_ARG(ids->quiz));
    put_pictures(&b, media);
    buf_c(&b, "</resources>\n</manifest>\n");
    return buf_get(&b);
}

/* ---- zip ---- */

static bool emit_canvas(struct arena *a, const struct emit_input *in, struct fs_out *out,
                        struct diag *d) {
    struct str hash = hash_hex(a, hash_str(in->title));
    struct canvas_ids ids = {str_format(a, "crib_%.*s", STR_ARG(hash)),
                             str_format(a, "crib_%.*s_meta", STR_ARG(hash))};
    struct quiz_html html = quiz_html_open(a, in, "%24IMS-CC-FILEBASE%24/images/", d);
    struct str questions = canvas_questions(a, in, &html, &ids);
    struct archive *z = archive_open(a);
    archive_text(z, STR("imsmanifest.xml"), canvas_manifest(a, in, &html.media, &ids),
                 ARCHIVE_SMALL);
    archive_folder(z, STR("non_cc_assessments"));
    archive_text(z, str_format(a, "%.*s/assessment_meta.xml", STR_ARG(ids.quiz)),
                 canvas_meta(a, in, &ids), ARCHIVE_SMALL);
    archive_text(z, str_format(a, "%.*s/%.*s.xml", STR_ARG(ids.quiz), STR_ARG(ids.quiz)), questions,
                 ARCHIVE_SMALL);
    for (size_t i = 0; i < html.media.v.n; i++)
        archive_text(z, str_format(a, "images/%.*s", STR_ARG(html.media.v.v[i].name)),
                     note_media_bytes(a, &html.media.v.v[i]), ARCHIVE_STORED);
    return archive_write(z, out, d);
}

const struct backend backend_canvas = {
    .name = "canvas-qti",
    .extension = "",
    .about = "Canvas quiz (QTI 1.2 package)",
    .needs = NEEDS_QUIZ,
    .emit = emit_canvas,
};
