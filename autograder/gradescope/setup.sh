#!/bin/bash
# Gradescope runs this once, as root, when it builds the image: make ../venv, with what grading needs, and ../tool.
set -e
cd "$(dirname "${BASH_SOURCE[0]}")"
export DEBIAN_FRONTEND=noninteractive{index}
if [ ! -e ../venv ]; then
    python=python{version}
    if ! $python -c 'import ensurepip'; then  # Ubuntu 22.04, which is Gradescope's default, has only Python 3.10
        apt-get update
        apt-get install -y software-properties-common
        add-apt-repository -y ppa:deadsnakes/ppa
        apt-get install -y $python $python-venv
    fi
    $python -m venv ../venv
fi
../venv/bin/python -m pip install --no-cache-dir --requirement requirements.txt --constraint constraints.txt
cp -r tool ..
chmod -R go+rX ../tool  # a submission runs as a user of its own
chmod -R go= .  # here are the tests
