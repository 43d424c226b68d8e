# layers: checks every #include of src/ against src/layers.txt.
#
#   awk -f .ci/layers.awk src/layers.txt FILE...
#
# A file may include its own folder and the folders its row names, exactly as named: `layout` does not
# stand for `layout/sheet`. The row of a/b is `a/b`, else `a/*`, else `a`. A row `!prefix: folders` keeps
# <prefix...> to these folders and what is below them. Prints each violation as file:line: and each
# cycle among folders; the exit status is 1 when there was any.

function complain(where, text) {
    printf "%s: %s\n", where, text
    bad = 1
}

function folder_of(path) {
    return sub(/\/[^\/]*$/, "", path) ? path : ""
}

function row_of(folder,    parent) {
    if (folder in row)
        return folder
    parent = folder_of(folder)
    if (parent != "" && (parent "/*") in row)
        return parent "/*"
    return parent in row ? parent : ""
}

function has_word(words, word) {
    return index(" " words " ", " " word " ") > 0
}

function is_in(folder, folders,    v, n, i) {
    n = split(folders, v, " ")
    for (i = 1; i <= n; i++)
        if (folder == v[i] || index(folder, v[i] "/") == 1)
            return 1
    return 0
}

function check_own(target,    from, to) {
    to = folder_of(target)
    if (to == "") {
        complain(FILENAME ":" FNR, "\"" target "\" does not name its folder")
        return
    }
    if (to == folder)
        return
    from = row_of(folder)
    if (from == "")
        complain(FILENAME ":" FNR, "the folder " folder " is not in layers.txt")
    else if (!has_word(row[from], to))
        complain(FILENAME ":" FNR, folder " may not include " to)
    if (!has_word(uses[folder], to))
        uses[folder] = uses[folder] " " to
}

function check_foreign(target,    prefix) {
    for (prefix in foreign)
        if (index(target, prefix) == 1 && !is_in(folder, foreign[prefix]))
            complain(FILENAME ":" FNR, "<" target "> may be included by: " foreign[prefix])
}

# Depth first; state 1 is on the path, 2 is done.
function walk(node, path,    v, n, i) {
    if (state[node] == 2)
        return
    if (state[node] == 1) {
        sub("^.* " node " ", " " node " ", path)
        complain("src/layers.txt", "a cycle of folders:" path node)
        return
    }
    state[node] = 1
    n = split(uses[node], v, " ")
    for (i = 1; i <= n; i++)
        if (v[i] != node)
            walk(v[i], path node " ")
    state[node] = 2
}

FILENAME == ARGV[1] {
    sub(/#.*/, "")
    if ($0 !~ /:/)
        next
    name = $0
    sub(/:.*/, "", name)
    gsub(/[ \t]/, "", name)
    rest = substr($0, index($0, ":") + 1)
    gsub(/[ \t]+/, " ", rest)
    sub(/^ /, "", rest)
    sub(/ $/, "", rest)
    if (sub(/^!/, "", name))
        foreign[name] = rest
    else
        row[name] = uses[name] = rest
    next
}

FNR == 1 {
    folder = FILENAME
    sub(/^(.*\/)?src\//, "", folder)
    folder = folder_of(folder)
}

/^[ \t]*#[ \t]*include[ \t]*["<]/ {
    target = $0
    own = target ~ /^[ \t]*#[ \t]*include[ \t]*"/
    sub(/^[^"<]*["<]/, "", target)
    sub(/[">].*/, "", target)
    if (own)
        check_own(target)
    else
        check_foreign(target)
}

END {
    for (node in uses)
        order[++n_nodes] = node
    for (i = 1; i <= n_nodes; i++)
        walk(order[i], " ")
    exit bad
}
