#!/bin/sh
# 发布的测试要用的工具（Debian 的包）：nginx、caddy、sshd、rsync、strace。没有也能跑，相应的测试会说明并跳过。
set -eu
missing=""
for pair in nginx:nginx-light caddy:caddy sshd:openssh-server rsync:rsync strace:strace; do
  PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing
