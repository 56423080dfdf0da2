#!/bin/sh
# The linker's flags that tell a program which version and commit it is of, for the git tree in the working directory, be it a clone
# or a worktree (in which Go's own stamp finds nothing). Without git it prints nothing, and the program says what Go wrote into it.
commit=$(git rev-parse --short=12 HEAD 2>/dev/null) || exit 0
version=$(git describe --tags --exact-match 2>/dev/null) ||
  version=v0.0.0-$(TZ=UTC git log -1 --date=format-local:%Y%m%d%H%M%S --format=%cd)-$commit # as Go counts what has no tag
git diff --quiet HEAD -- 2>/dev/null || commit=$commit+
into=github.com/wardmote/wardmote/internal/program
echo "-X $into.version=$version -X $into.commit=$commit"
