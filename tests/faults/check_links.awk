# check_links.awk ROOT/FILE…: prints every address that a page reachable from index.html refers to and that is not
# among the files. The addresses are relative to the root (`-v root=ROOT/`).
FNR == 1 { file = substr(FILENAME, length(root) + 1); there[file] = 1 }
{
    while (match($0, /href="[^"]*"/)) {
        links[file] = links[file] "\n" substr($0, RSTART + 6, RLENGTH - 7)
        $0 = substr($0, RSTART + RLENGTH)
    }
}
END {
    queue[1] = "index.html"
    seen["index.html"] = last = 1
    for (next_page = 1; next_page <= last; next_page++) {
        count = split(substr(links[queue[next_page]], 2), targets, "\n")
        for (i = 1; i <= count; i++) {
            if (!(targets[i] in there)) print queue[next_page] " refers to " targets[i]
            if (!(targets[i] in seen)) { seen[targets[i]] = 1; queue[++last] = targets[i] }
        }
    }
}
