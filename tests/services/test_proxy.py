"""The settings for nginx that docs/operations.md gives: they start, and no log gets an address."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from benchmarks.servers import ROOT, free_port
from tests.services.conftest import needed, running

TOKEN = "hemmelig-som-ingen-skal-lese"
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {inner}
}}
"""


def test_a_proxy_as_described_writes_no_address_down(tmp_path: Path) -> None:
    """Nothing answers behind it, so that it has something to complain of."""
    program, port, nobody = needed("nginx"), free_port(), free_port()
    said = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    inner = next(b for b in re.findall(r"```nginx\n(.*?)```", said, re.S) if "server_name" in b)
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{nobody}"),
        ("443 ssl", f"127.0.0.1:{port}"),
        ("/var/log/nginx", str(tmp_path)),
    ):
        assert old in inner
        inner = inner.replace(old, new)
    settings = tmp_path / "nginx.conf"
    settings.write_text(AROUND.format(folder=tmp_path, inner=inner), encoding="utf-8")
    log = tmp_path / "nginx.log"
    with running([program, "-p", str(tmp_path), "-c", str(settings)], port, log):
        with pytest.raises(urllib.error.HTTPError, match="502") as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/lenke/{TOKEN}", timeout=5)
        refused.value.close()
    kept = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert log in kept
    assert not any(TOKEN in each.read_text(errors="replace") for each in kept)
