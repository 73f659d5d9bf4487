#!/bin/sh
# Trains the model of lang/encoder and writes it to OUT.
# Usage: training/encoder/run.sh OUT.model   (WORK=folder for what lies between,
# PYTHON=interpreter with training/encoder/requirements.txt installed, VERBALE=a binary)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:?usage: run.sh OUT.model}")
work=${WORK:-$(mktemp -d)}
python=${PYTHON:-python3}
corpora=${VERBALE_SHARED:-$here/../../../shared}/corpora
mkdir -p "$work/silver"
verbale=${VERBALE:-$work/verbale}
[ -x "$verbale" ] || (cd "$here/../.." && CGO_ENABLED=0 go build -o "$verbale" ./cmd/verbale)
# Large pages: a third faster.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1 PYTHONHASHSEED=0
cd "$here"
"$python" base.py --out "$work/base"
"$python" vocabulary.py --base "$work/base" --out "$work/tokenizer.json"
for name in polnear wire; do
  case $name in
    polnear) texts=$corpora/polnear/train/text ;;
    wire) texts=$corpora/wire.jsonl.gz ;;
  esac
  [ -s "$work/silver/$name.jsonl" ] && continue
  "$verbale" --dossier "$work/silver/$name.verbale" read "$texts"
  "$verbale" --dossier "$work/silver/$name.verbale" statements --format jsonl > "$work/silver/$name.new"
  mv "$work/silver/$name.new" "$work/silver/$name.jsonl"
done
"$python" train.py --base "$work/base" --tokenizer "$work/tokenizer.json" --silver "$work/silver" --out "$work/first.pt" \
  --steps 1400 --wire 300 --seed 1
"$python" export.py "$work/first.pt" --tokenizer "$work/tokenizer.json" --out "$out"
