#!/bin/sh
# 浏览器测试用真正的 Chromium 和中文字体；已有就不动，没有就装 Debian 的包。
set -eu
need=""
command -v chromium >/dev/null 2>&1 || need="$need chromium"
fc-list 2>/dev/null | grep -qi "cjk" || need="$need fonts-noto-cjk fontconfig"
[ -z "$need" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "请先安装 Chromium 和一种中文字体，再运行 make test。" >&2
  exit 1
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # 包名要分开
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $need
