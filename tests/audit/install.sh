#!/bin/sh
# 审查要用的工具：nginx（Debian 的包）和锁定版本的 Lighthouse、html-validate。
set -eu
here=$(dirname "$0")
command -v npm >/dev/null 2>&1 || { echo "请先安装 Node.js 20 以上和 npm。" >&2; exit 1; }
if ! command -v nginx >/dev/null 2>&1 && [ ! -x /usr/sbin/nginx ]; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends nginx-light
fi
[ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ] ||
  npm ci --prefix "$here" --no-audit --no-fund --loglevel=error
