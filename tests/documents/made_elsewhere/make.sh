#!/bin/sh
# Makes the documents of this folder anew from texts/ and templates/, by the programs that people make documents with:
#   LibreOffice Writer   writer-*    PDF, DOCX, EPUB, HTML, XHTML
#   Chromium             browser-*   print to PDF, as the dialogue of the browser does
#   LaTeX                latex-*     pdfLaTeX with T1 and with OT1 fonts, LuaLaTeX
#   pandoc               pandoc-*    DOCX, EPUB, HTML
# Nothing runs this but a person: the files are committed, and tests/documents/elsewhere.py says what is in them.
# Debian: libreoffice-writer chromium texlive-latex-recommended texlive-luatex texlive-lang-german lmodern pandoc
#         fonts-liberation2 fonts-ipafont-gothic fonts-dejavu-core hyphen-de hyphen-en-us
# The versions that made the committed files are in versions.txt, which this writes too.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1773464400 FORCE_SOURCE_DATE=1 TZ=UTC LC_ALL=C.UTF-8

{
    soffice --version | sed 's/ *$//;/^$/d'
    chromium --version 2>/dev/null
    pdflatex --version | head -n 1
    lualatex --version | sed '/^$/d' | head -n 1
    pandoc --version | head -n 1
} > versions.txt

export_by_writer() { # filter ending languages
    for language in $3; do
        soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" \
            --outdir "$work/out" "$work/writer-$language.fodt" > /dev/null 2>&1
        mv "$work/out/writer-$language.${1%%:*}" "$here/writer-$language.$2"
    done
}

for pair in de:DE en:GB he:IL ja:JP; do
    language=${pair%%:*}
    columns=
    case $language in de | en) columns="-V columns=1" ;; esac
    # shellcheck disable=SC2086
    pandoc --wrap=none -t opendocument --template=templates/paper.fodt -V "language=$language" \
        -V "country=${pair##*:}" $columns "texts/ferry-$language.md" -o "$work/writer-$language.fodt"
    # shellcheck disable=SC2086
    pandoc --wrap=none -t html --template=templates/page.html $columns "texts/ferry-$language.md" \
        -o "$work/ferry-$language.html"
done
export_by_writer pdf pdf "de en he ja"
export_by_writer docx docx "de en he ja"
export_by_writer epub epub "de ja"
export_by_writer html:HTML html "de en he ja"
export_by_writer xhtml:"XHTML Writer File" xhtml "de he"

# the browser prints with its own head and foot: day, title, address and pages; the address is that of no one
(cd "$work" && exec python3 -m http.server --bind 127.0.0.1 8917 > /dev/null 2>&1) &
server=$!
sleep 2
for language in de en he ja; do
    quiet=
    case $language in ja) quiet=--no-pdf-header-footer ;; esac
    chromium --headless --no-sandbox --disable-gpu $quiet "--user-data-dir=$work/chromium" \
        "--host-resolver-rules=MAP courier.example 127.0.0.1" "--print-to-pdf=$here/browser-$language.pdf" \
        "http://courier.example:8917/ferry-$language.html" > /dev/null 2>&1
done
kill "$server"

typeset() { # program language name variables
    # shellcheck disable=SC2086
    pandoc --wrap=none -t latex --template=templates/paper.tex $4 "texts/ferry-$2.md" -o "$work/latex-$3.tex"
    for _ in 1 2; do
        (cd "$work" && "$1" -interaction=batchmode -halt-on-error "latex-$3.tex" > /dev/null) || { cat "$work/latex-$3.log"; exit 1; }
    done
    cp "$work/latex-$3.pdf" "$here/"
}
typeset pdflatex de de-t1 "-V german=1"
typeset pdflatex de de-ot1 "-V german=1 -V ot1=1"
typeset pdflatex en en "-V columns=1"
typeset lualatex de de-lua "-V german=1 -V lualatex=1"

for language in de en; do
    pandoc "texts/ferry-$language.md" -o "pandoc-$language.docx"
    pandoc "texts/ferry-$language.md" -o "pandoc-$language.epub"
done
pandoc -s "texts/ferry-en.md" -o pandoc-en.html
pandoc "texts/ferry-he.md" -o pandoc-he.docx
pandoc "texts/ferry-ja.md" -o pandoc-ja.epub
