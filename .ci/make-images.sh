#!/usr/bin/env bash
# Makes local/base:1 and local/prometheus:2 from Debian packages: where these tests run, no image can be pulled.
# An image is made again only when this script changed. Needs a running engine.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
spec=$(sha256sum "$0" | cut -c1-16)
have() { [ "$(docker image inspect -f '{{index .Config.Labels "spec"}}' "$1" 2>/dev/null)" = "$spec" ]; }
if have local/base:1 && have local/prometheus:2; then echo "make-images: up to date"; exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
base_packages="base-files netbase libc6 libgcc-s1 busybox"
mkdir "$work/debs"
chown _apt "$work/debs" 2>/dev/null || true
# shellcheck disable=SC2086
download() { (cd "$work/debs" && apt-get -qq download $base_packages prometheus); }
# Lists that are missing or stale are fetched once.
download 2>/dev/null || { apt-get -qq update && download; }

unpack() {
  local root=$1 package
  shift
  for package in "$@"; do dpkg-deb -x "$work"/debs/"${package}"_*.deb "$root"; done
  rm -rf "$root"/usr/share/{doc,man,lintian,locale,bug,info} "$root"/usr/lib/*/gconv "$root"/usr/bin/promtool
}
import_image() {
  local tag=$1 root=$2 change changes=()
  shift 2
  for change in "$@"; do changes+=(-c "$change"); done
  tar -C "$root" --numeric-owner -c . \
    | docker import -c "LABEL spec=$spec" -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "${changes[@]}" - "$tag" > /dev/null
  echo "make-images: made $tag"
}

root=$work/base
# shellcheck disable=SC2086
unpack "$root" $base_packages
mkdir -p "$root"/{etc,proc,sys,dev,root,run,bin,usr/bin,sbin,usr/sbin,app,data,tmp}
chmod 1777 "$root/tmp" "$root/data"
chroot "$root" /bin/busybox --install -s /bin
printf 'root:x:0:0:root:/root:/bin/sh\napp:x:10001:10001:app:/app:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' > "$root/etc/passwd"
printf 'root:x:0:\napp:x:10001:\nnogroup:x:65534:\n' > "$root/etc/group"
printf 'hosts: files dns\npasswd: files\ngroup: files\n' > "$root/etc/nsswitch.conf"
import_image local/base:1 "$root" 'CMD ["/bin/sh"]'

cp -a "$root" "$work/prometheus"
unpack "$work/prometheus" prometheus
import_image local/prometheus:2 "$work/prometheus" 'USER 10001:10001' 'WORKDIR /data' 'EXPOSE 9090' \
  'CMD ["prometheus","--config.file=/etc/prometheus/prometheus.yml","--storage.tsdb.path=/data","--web.enable-lifecycle"]'
