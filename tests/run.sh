#!/usr/bin/env bash
# The test command: installs what is missing (Debian packages), builds everything, runs every test project and ends
# with "N passed, N failed, N skipped". `--long` adds the long forms (soaks, millions of inputs) and, at the end, the
# benchmark beside other servers and the one of growth, which installs them and takes about an hour and 40 GB of disk.
set -uo pipefail
cd "$(dirname "$0")/.."

long=
patience=15m # a test that takes longer hangs
for argument in "$@"; do
  case "$argument" in
    --long) long=1; patience=6h; export JINING_LONG=1 ;;
    *) echo "usage: tests/run.sh [--long]" >&2; exit 2 ;;
  esac
done

need=()
command -v chromium >/dev/null || need+=(chromium)
command -v ogrinfo >/dev/null || need+=(gdal-bin)
command -v sqlite3 >/dev/null || need+=(sqlite3)
[ -e /usr/lib/python3/dist-packages/owslib/ogcapi/features.py ] || need+=(python3-owslib)
[ -e /usr/lib/python3/dist-packages/qgis/core ] || need+=(python3-qgis)
command -v cs2cs >/dev/null || need+=(proj-bin)
ls /usr/share/postgresql/15/extension/postgis.control >/dev/null 2>&1 || need+=(postgresql-15-postgis-3)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || need+=(fontconfig fonts-noto-cjk)
if [ -n "$long" ]; then
  command -v mapserv >/dev/null || need+=(mapserver-bin)
  [ -e /usr/lib/cgi-bin/mapserv ] || need+=(cgi-mapserver)
  [ -e /usr/lib/cgi-bin/qgis_mapserv.fcgi ] || need+=(qgis-server)
  command -v spawn-fcgi >/dev/null || need+=(spawn-fcgi)
  command -v nginx >/dev/null || need+=(nginx-light)
  command -v wrk >/dev/null || need+=(wrk)
  command -v curl >/dev/null || need+=(curl)
fi
if [ ${#need[@]} -gt 0 ]; then
  echo "installing: ${need[*]}" >&2
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q >/dev/null || exit 1
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends "${need[@]}" >/dev/null || exit 1
fi
for tool in dotnet npm; do
  command -v "$tool" >/dev/null || { echo "tests/run.sh needs $tool (.NET 10 SDK, Node 20+)" >&2; exit 1; }
done

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed_steps=0

echo "== build"
dotnet build Jining231.Geo.sln -c Release -v q -nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

echo "== format"
dotnet format Jining231.Geo.sln --no-restore --verify-no-changes -v q || failed_steps=$((failed_steps + 1))

for project in tests/*.Tests; do
  name=$(basename "$project")
  echo "== $name"
  dotnet test "$project" -c Release --no-build -nologo -v q \
    --logger "trx;LogFileName=$results/$name.trx" --logger "console;verbosity=minimal" --blame-hang-timeout "$patience"
  code=$?
  # A test host that died leaves no honest count: it is one failure more.
  if [ ! -s "$results/$name.trx" ] || { [ $code -ne 0 ] && ! grep -q '<Counters [^>]*failed="[1-9]' "$results/$name.trx"; }; then
    failed_steps=$((failed_steps + 1))
  fi
done

if [ -n "$long" ]; then
  for parts in pages,tiles,exports growth; do
    echo "== peers: $parts"
    dotnet tests/Jining231.Geo.Benchmarks/bin/Release/net10.0/Jining231.Geo.Benchmarks.dll --peers --parts "$parts" || failed_steps=$((failed_steps + 1))
  done
fi

counter() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{s+=$1} END {print s+0}'; }
total=$(counter total); executed=$(counter executed); passed=$(counter passed)
failed=$((executed - passed + failed_steps)); skipped=$((total - executed))
if [ "${CI:-}" = true ] && [ "$passed" -eq 0 ]; then failed=$((failed + 1)); fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
