#!/bin/sh
# 试导入用的检索服务器：osmem，在内存里照 OpenSearch 的接口做事，一个程序。没有也能跑，相应的测试会说明并跳过。
set -eu
target=build/osmem
[ -x "$target/osmem_server/bin/osmem-server" ] && exit 0
"$1" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: --upgrade --target "$target" -r tests/search/server.txt
