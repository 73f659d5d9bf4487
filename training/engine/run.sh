#!/bin/sh
# Trains the model of lang from the corpora alone and writes it to OUT.
# Usage: training/engine/run.sh OUT.model   (WORK=folder for what lies between,
# PYTHON=interpreter with training/requirements.txt installed)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: run.sh OUT.model}
work=${WORK:-$(mktemp -d)}
python=${PYTHON:-python3}
# Large pages: a third faster.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1 PYTHONHASHSEED=0 OMP_NUM_THREADS=2
cd "$here"
"$python" prepare.py --text "$work/plain.npz" --vocabulary "$work/vocabulary.json"
"$python" pretrain.py --data "$work/plain.npz" --out "$work/encoder.pt" --steps 6000
"$python" train.py --vocabulary "$work/vocabulary.json" --encoder "$work/encoder.pt" --out "$work/network.pt"
"$python" export.py --network "$work/network.pt" --out "$out"
