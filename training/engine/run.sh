#!/bin/sh
# Trains the model of lang from the corpora alone and writes it to OUT.model, and packed
# as the binary holds it to OUT.model.zst.
# Usage: training/engine/run.sh OUT.model   (WORK=folder for what lies between,
# PYTHON=interpreter with training/requirements.txt installed)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:?usage: run.sh OUT.model}")
work=${WORK:-$(mktemp -d)}
python=${PYTHON:-python3}
# Large pages: a third faster.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1 PYTHONHASHSEED=0 OMP_NUM_THREADS=2
cd "$here"
"$python" prepare.py --text "$work/plain.npz" --vocabulary "$work/vocabulary.json"
"$python" pretrain.py --data "$work/plain.npz" --out "$work/encoder.pt" --steps 6000
# Three rounds, each from where the last one ended, with the rate of learning up again.
"$python" train.py --vocabulary "$work/vocabulary.json" --encoder "$work/encoder.pt" --out "$work/first.pt" \
  --steps 2000 --rate 1e-3 --seed 1
"$python" train.py --vocabulary "$work/vocabulary.json" --start "$work/first.pt" --out "$work/second.pt" \
  --steps 1600 --rate 8e-4 --seed 2
"$python" train.py --vocabulary "$work/vocabulary.json" --start "$work/second.pt" \
  --out "$work/third.pt" --steps 3000 --rate 8e-4 --seed 3
"$python" export.py --network "$work/third.pt" --out "$work/wide.model"
"$python" narrow.py --model "$work/wide.model" --text "$work/plain.npz" --out "$work/trees.model"
"$python" names.py --model "$work/trees.model" --encoder "$work/encoder.pt" --text "$work/plain.npz" --keep "$work" --out "$out"
(cd "$here/pack" && go run . "$out" "$out.zst")
