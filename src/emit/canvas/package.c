/* package: the questions, what describes them, and pictures as one zip, dates fixed. */
#include "emit/archive.h"
#include "emit/canvas/canvas.h"

#include "base/hash.h"

/* ---- what describes the questions ---- */

/* As what the quiz counts: an assignment of its own, not published. */
static void put_assignment(struct buf *b, const struct emit_input *in,
                           const struct canvas_ids *ids) {
    buf_printf(b, "<assignment identifier=\"%.*s_assignment\">\n<title>", STR_ARG(ids->quiz));
    xml_text(b, in->title);
    buf_printf(b,
               "</title>\n<due_at/>\n<lock_at/>\n<unlock_at/>\n"
               "<module_locked>false</module_locked>\n"
               "<workflow_state>unpublished</workflow_state>\n"
               "<assignment_overrides>\n</assignment_overrides>\n"
               "<quiz_identifierref>%.*s</quiz_identifierref>\n<allowed_extensions/>\n"
               "<has_group_category>false</has_group_category>\n"
               "<points_possible>%zu.0</points_possible>\n<grading_type>points</grading_type>\n"
               "<all_day>false</all_day>\n<submission_types>online_quiz</submission_types>\n"
               "<position>1</position>\n<peer_reviews>false</peer_reviews>\n</assignment>\n",
               STR_ARG(ids->quiz), in->quiz->n);
}

struct str canvas_meta(struct arena *a, const struct emit_input *in, const struct canvas_ids *ids) {
    struct buf b = buf_in(a);
    buf_printf(&b,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<quiz identifier=\"%.*s\" xmlns=\"http://canvas.instructure.com/xsd/cccv1p0\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
               "xsi:schemaLocation=\"http://canvas.instructure.com/xsd/cccv1p0 "
               "https://canvas.instructure.com/xsd/cccv1p0.xsd\">\n<title>",
               STR_ARG(ids->quiz));
    xml_text(&b, in->title);
    buf_printf(&b,
               "</title>\n<description></description>\n<shuffle_answers>false</shuffle_answers>\n"
               "<scoring_policy>keep_highest</scoring_policy>\n<hide_results></hide_results>\n"
               "<quiz_type>assignment</quiz_type>\n<points_possible>%zu.0</points_possible>\n"
               "<require_lockdown_browser>false</require_lockdown_browser>\n"
               "<show_correct_answers>true</show_correct_answers>\n"
               "<anonymous_submissions>false</anonymous_submissions>\n"
               "<allowed_attempts>1</allowed_attempts>\n"
               "<one_question_at_a_time>false</one_question_at_a_time>\n"
               "<cant_go_back>false</cant_go_back>\n<available>false</available>\n",
               in->quiz->n);
    put_assignment(&b, in, ids);
    buf_c(&b, "</quiz>\n");
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
    xml_text(&b, in->title);
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
        archive_file(z, str_format(a, "images/%.*s", STR_ARG(html.media.v.v[i].name)),
                     html.media.v.v[i].path, ARCHIVE_STORED);
    return archive_write(z, out, d);
}

const struct backend backend_canvas = {
    .name = "canvas-qti",
    .extension = "",
    .about = "Canvas quiz (QTI 1.2 package)",
    .needs = NEEDS_QUIZ,
    .emit = emit_canvas,
};
