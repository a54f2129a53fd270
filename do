#!/usr/bin/env bash
# The project's chores. `./do` lists them. Each installs what it needs into .venv first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python=.venv/bin/python

usage() {
    cat <<'TEXT'
./do demo     install everything, resolve a Polish and an English example with the shipped model
./do test     install everything, run the tests
./do check    install everything, run the linter, the type checker and the tests (what CI runs)
./do model    train the shipped model from nothing: encoder and scorer in stages (hours on a CPU; can be stopped and resumed)
./do scores   print the dev scores of the shipped model and record them beside it
TEXT
}

# The CPU build of torch; for an NVIDIA GPU run ./do with TORCH_INDEX=https://download.pytorch.org/whl/cu130
torch_index=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}

install() {
    local stamp=.venv/installed
    if [[ -e $stamp && $stamp -nt pyproject.toml && $stamp -nt constraints.txt ]]; then return; fi
    echo "Installing into .venv (about 2 GB, a few minutes) …" >&2
    if ! "${PYTHON:-python3}" -m venv .venv; then
        echo "Python cannot make a virtual environment; on Debian or Ubuntu: sudo apt install python3-venv" >&2
        exit 1
    fi
    local pip=("$python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt)
    local index=()
    # pip would try an index that cannot be reached again and again, for every package.
    if "$python" -c 'import sys, urllib.request as r; r.urlopen(sys.argv[1], timeout=10)' "$torch_index/torch/" \
        2>/dev/null; then
        index=(--extra-index-url "$torch_index")
    fi
    # torch first and by itself: any other order may draw in the CUDA build, gigabytes larger.
    "${pip[@]}" "${index[@]}" torch
    "${pip[@]}" --editable '.[train,parquet,ray,dev]'
    touch "$stamp"
}

demo() {
    .venv/bin/coref resolve --language pl "$(cat examples/little-prince.txt)"
    echo
    .venv/bin/coref resolve --language en "$(cat examples/english.txt)"
    printf '\nStart the service with:\n  .venv/bin/coref serve\n'
    printf 'and ask it, in another terminal, with:\n'
    printf "  curl -s localhost:8000/v1/coref -H 'Content-Type: application/json' -d '{\"text\": \"Anna poszła do domu. Była zmęczona.\"}'\n"
}

test_() { "$python" -m pytest; }

check() {
    "$python" -m ruff check .
    "$python" -m ruff format --check .
    "$python" -m mypy
    test_
}

stage() { .venv/bin/coref "$1" "configs/$2.toml" --output "runs/$2"; }

# The mean of models: mean NAME MODEL=SHARE ...
mean() { (cd runs && ../.venv/bin/coref average --output "$@"); }

model() {
    stage pretrain encoder
    stage train small
    stage train small-pronouns
    stage train small-longer
    stage train small-wide
    stage pretrain encoder-continued
    stage train small-again
    stage pretrain encoder-further
    stage train small-further
    stage pretrain encoder-third
    stage train small-third
    stage train small-more
    mean small-more-mean small-more/model=0.35 small-third/model=0.25 small-further/model=0.4
    stage pretrain encoder-fourth
    stage train small-fourth
    mean small-fourth-mean small-fourth/model=0.7 small-more-mean=0.3
    stage train small-fifth
    mean small-fifth-mean small-fifth/model=0.5 small-more-mean=0.5
    stage pretrain encoder-fifth
    stage train small-sixth
    mean small-sixth-mean small-sixth/model=0.5 small-fifth-mean=0.5
    stage train small-seventh
    mean small-seventh-mean small-seventh/model=0.5 small-sixth-mean=0.5
    stage train small-eighth
    mean small-eighth-mean small-eighth/model=0.5 small-seventh-mean=0.5
    stage train small-ninth
    mean small-older-mean small-fifth/model=0.3 small-more-mean=0.35 small-further/model=0.35
    mean small-mean small-ninth/model=0.45 small-eighth-mean=0.35 small-older-mean=0.2
    local made=runs/small-mean
    echo "The model is in $made; try it with: .venv/bin/coref evaluate --model $made --corpus gum --split dev"
}

# They go into coref/weights/scores.json, too, from where `coref info` and the service tell them.
scores() {
    for corpus in pl gum ontogum litbank; do .venv/bin/coref evaluate --corpus "$corpus" --split dev --record; done
}

case "${1:-}" in
    demo | check | model | scores)
        install
        "$1"
        ;;
    test)
        install
        test_
        ;;
    *) usage ;;
esac
