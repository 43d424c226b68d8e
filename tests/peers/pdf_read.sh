#!/bin/sh
# pdf_read.sh FILE...: asks real readers about PDF files; a line PASS, FAIL or SKIP for each reader and file.
#   qpdf       the file's structure            mutool     every page is rendered without a word
#   pdftotext  extraction without a warning    pdffonts   every font embedded, subset, with a map to Unicode
#   tags       what no validator checks of the structure tree (pdf_tags.py, needs pikepdf)
#   ua1, 2a …  veraPDF: PDF/UA for all, the level of PDF/A-2 a file says it has
# Beside FILE.pdf a FILE.txt, if there is one, holds paragraphs, a line each, that readers must extract exactly
# (pdf_text.py: PyMuPDF, pdfminer, pypdf, pdfium).
# VPY names the Python with those packages, VERAPDF_JAR veraPDF's greenfield-apps jar (else Maven's local copy is used).
set -u
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
python=${VPY:-python3}
jar=${VERAPDF_JAR:-$(ls "${MAVEN_REPO:-$HOME/.m2/repository}"/org/verapdf/apps/greenfield-apps/*/greenfield-apps-*.jar 2>/dev/null | tail -n 1)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

have() { command -v "$1" >/dev/null 2>&1; }
has_module() { "$python" -c "import $1" 2>/dev/null; }

# verdict NAME STATUS OUTPUT-FILE: good when the status is 0 and the output empty
verdict() {
    if [ "$2" -eq 0 ] && [ ! -s "$3" ]; then
        echo "PASS $1"
    else
        echo "FAIL $1: status $2: $(head -n 3 "$3" | tr '\n' ' ' | cut -c1-300)"
    fi
}

read_qpdf() {
    qpdf --check "$1" >"$tmp/all" 2>&1
    status=$?
    grep -iE 'warning|error' "$tmp/all" | grep -v '^No syntax' | grep -v '^errors that qpdf' >"$tmp/out"
    verdict "$2" $status "$tmp/out"
}

read_mutool() {
    mutool draw -q -r 18 -F ppm -o /dev/null "$1" >"$tmp/all" 2>&1
    status=$?
    grep -v 'ICC support is not available' "$tmp/all" >"$tmp/out"
    verdict "$2" $status "$tmp/out"
}

read_pdftotext() {
    pdftotext "$1" "$tmp/text" >"$tmp/out" 2>&1
    status=$?
    grep -c "$(printf '\357\277\275')" "$tmp/text" | grep -v '^0$' | sed 's/$/ lines with U+FFFD/' >>"$tmp/out"
    verdict "$2" $status "$tmp/out"
}

read_pdffonts() {
    pdffonts "$1" >"$tmp/all" 2>&1
    status=$?
    tail -n +3 "$tmp/all" | grep -v ' yes yes yes ' >"$tmp/out"
    verdict "$2" $status "$tmp/out"
}

# read_verapdf FLAVOUR FILE...: one run for all files; each has a line PASS or FAIL and its broken rules below
read_verapdf() {
    flavour=$1
    shift
    [ $# -gt 0 ] || return
    if ! have java || [ ! -s "$jar" ]; then
        for file; do
            echo "SKIP $(basename "$file") $flavour: no veraPDF (mvn dependency:get" \
                "-Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 -Dtransitive=false)"
        done
        return
    fi
    timeout 600 java -Djava.awt.headless=true -Xmx1g -cp "$jar" org.verapdf.apps.GreenfieldCliWrapper \
        -f "$flavour" --format text -v "$@" >"$tmp/all" 2>&1
    for file; do
        name=$(basename "$file")
        awk -v name="/$name" -v flavour="$flavour" '
            /^[A-Z]+ / { mine = substr($2, length($2) - length(name) + 1) == name; if (mine) verdict = $1 }
            /^ / && mine { rules = rules " " $2 }
            END { n = substr(name, 2) " " flavour; print verdict == "PASS" ? "PASS " n : "FAIL " n ":" verdict rules }' \
            "$tmp/all"
    done
}

for file; do
    name=$(basename "$file")
    [ -r "$file" ] || {
        echo "FAIL $name: cannot be read"
        continue
    }
    for tool in qpdf mutool pdftotext pdffonts; do
        if have $tool; then
            "read_$tool" "$file" "$name $tool"
        else
            echo "SKIP $name $tool: not installed"
        fi
    done
    if has_module pikepdf; then
        "$python" "$here/pdf_tags.py" "$file" >"$tmp/out" 2>&1
        verdict "$name tags" $? "$tmp/out"
    else
        echo "SKIP $name tags: no pikepdf"
    fi
    [ -r "${file%.pdf}.txt" ] && "$python" "$here/pdf_text.py" "$file" "${file%.pdf}.txt"
done

read_verapdf ua1 "$@"
for level in A B U; do
    archival=
    for file; do
        pdfinfo -meta "$file" 2>/dev/null | grep -q "pdfaid:conformance>$level" && archival="$archival $file"
    done
    # shellcheck disable=SC2086  # names of ours without blanks
    read_verapdf "2$(echo $level | tr ABU abu)" $archival
done
