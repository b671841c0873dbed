"""The site's configuration of nginx in, the same on other ports and with a certificate of its own out, for trying."""

import re
import shutil
import subprocess
from pathlib import Path

SITE = Path(__file__).parents[1] / "policykb" / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def configuration(folder: Path, plain: int, secure: int, backend: int, most: int = 48) -> Path:
    """A whole configuration in the folder: the site's, its three ports and the number of requests at once replaced."""
    make_certificate(folder)
    site = SITE.read_text("utf-8")
    site = re.sub(r"\n +listen \[::\][^\n]+", "", site)
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "server 127.0.0.1:8000 max_conns=48": f"server 127.0.0.1:{backend} max_conns={most}",
        "/etc/ssl/certs/policy.example.org.pem": f"{folder}/certificate",
        "/etc/ssl/private/policy.example.org.key": f"{folder}/key",
    }.items():
        assert site.count(old) == 1, old
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, "utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder), "utf-8")
    return whole


def make_certificate(folder: Path) -> None:
    """A certificate that nobody has to believe."""
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    place = ["-keyout", folder / "key", "-out", folder / "certificate", "-subj", "/CN=policy.example.org"]
    subprocess.run(["openssl", "req", "-x509", *kind, *place], check=True, capture_output=True)
