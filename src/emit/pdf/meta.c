/* meta: XMP (ISO 16684-1), Info, catalog entries. No dates anywhere: the same notes make the same
 * file, and no standard asks for one. */
#include "emit/pdf/meta.h"

#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

static void put_property(struct buf *b, const char *before, struct str text, const char *after) {
    if (text.n == 0)
        return;
    buf_c(b, before);
    buf_xml(b, text);
    buf_c(b, after);
}

static void put_description(struct buf *b, const struct pages *p, const struct pdf_options *o) {
    buf_c(b, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    put_property(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->title,
                 "</rdf:li></rdf:Alt></dc:title>\n");
    put_property(b, "<dc:creator><rdf:Seq><rdf:li>", p->author,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    put_property(b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->subject,
                 "</rdf:li></rdf:Alt></dc:description>\n");
    put_property(b, "<dc:language><rdf:Bag><rdf:li>", p->lang,
                 "</rdf:li></rdf:Bag></dc:language>\n");
    put_property(b, "<pdf:Producer>", o->producer, "</pdf:Producer>\n");
    buf_c(b, "</rdf:Description>\n");
}

static const char pdfua_part[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n";

static void put_pdfa_part(struct buf *b, char level) {
    buf_printf(b,
               "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
               "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>%c</pdfaid:conformance>"
               "</rdf:Description>\n",
               level);
}

/* PDF/A wants properties that it does not know itself described (ISO 19005-2, 6.6.2.3). */
static const char pdfua_schema[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of the standard</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static struct str xmp(struct arena *a, const struct pages *p, const struct pdf_options *o) {
    struct buf b = buf_in(a);
    buf_c(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_description(&b, p, o);
    buf_c(&b, pdfua_part);
    if (o->pdfa) {
        put_pdfa_part(&b, o->pdfa);
        buf_c(&b, pdfua_schema);
    }
    buf_c(&b, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return buf_get(&b);
}

static uint32_t write_profile(struct arena *a, struct pdf_file *file) {
    uint32_t id = pdf_file_new(file);
    pdf_file_deflate(file, id, STR("/N 3"), pdf_icc_srgb(a));
    return id;
}

static void put_preferences(struct buf *b, const struct pages *pages) {
    buf_c(b, "/ViewerPreferences<</DisplayDocTitle true");
    if (pages->two_sided)
        buf_c(b, "/Duplex/DuplexFlipLongEdge");
    buf_c(b, ">>");
    if (pages->outlines.n)
        buf_c(b, "/PageMode/UseOutlines");
}

void pdf_meta_catalog(struct arena *a, struct pdf_file *file, const struct pages *pages,
                      const struct pdf_options *o, struct buf *catalog) {
    uint32_t metadata = pdf_file_new(file);
    pdf_file_stream(file, metadata, STR("/Type/Metadata/Subtype/XML"), xmp(a, pages, o));
    buf_c(catalog, "/Lang");
    pdf_text(catalog, pages->lang.n ? pages->lang : STR("zh-Hans"));
    buf_c(catalog, "/MarkInfo<</Marked true>>");
    put_preferences(catalog, pages);
    buf_printf(catalog,
               "/Metadata %u 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
               "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
               "/DestOutputProfile %u 0 R>>]",
               metadata, write_profile(a, file));
}

static void put_info(struct buf *b, const char *key, struct str text) {
    if (text.n == 0)
        return;
    buf_c(b, key);
    pdf_text(b, text);
}

struct str pdf_meta_info(struct arena *a, const struct pages *pages, const struct pdf_options *o) {
    struct buf b = buf_in(a);
    put_info(&b, "/Title", pages->title);
    put_info(&b, "/Author", pages->author);
    put_info(&b, "/Subject", pages->subject);
    put_info(&b, "/Producer", o->producer);
    return buf_get(&b);
}
