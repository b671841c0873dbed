"""What stands before a cluster: nginx with TLS and a password, as an operator would have it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from time import sleep

from tests.cluster.artifacts import Unavailable
from tests.cluster.nodes import free_port
from tests.nginx import AROUND, NGINX

USER, PASSWORD = "policykb", "ein@geheimes/Wort"
SITE = """
upstream nodes {{ {nodes} }}
server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/certificate;
    ssl_certificate_key {folder}/key;
    client_max_body_size 0;
    auth_basic "cluster";
    auth_basic_user_file {folder}/users;
    location / {{
        proxy_pass http://nodes;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Authorization "";
        proxy_connect_timeout 1s;
        proxy_next_upstream error timeout non_idempotent;
    }}
}}
"""


@contextmanager
def front(ports: list[int]) -> Iterator[tuple[int, str]]:
    """The port of a proxy before nodes at these ports, and the file of the authority that vouches for it."""
    if not NGINX:
        raise Unavailable("no nginx on PATH (apt install nginx)")
    with TemporaryDirectory(prefix="policykb-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o711)  # nginx of root reads the users as somebody else
        make_certificate(folder)
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
        nodes = " ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;" for each in ports)
        (folder / "site.conf").write_text(SITE.format(nodes=nodes, port=port, folder=folder), "utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), "utf-8")
        server = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
        try:
            wait_for(port)
            yield port, str(folder / "certificate")
        finally:
            server.terminate()
            server.wait()


def make_certificate(folder: Path) -> None:
    """A certificate for this machine's loopback that vouches for itself."""
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    place = ["-keyout", folder / "key", "-out", folder / "certificate"]
    subprocess.run(["openssl", "req", "-x509", *kind, *name, *place], check=True, capture_output=True)


def wait_for(port: int) -> None:
    """Wait until something listens there."""
    for _ in range(100):
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise Unavailable("nginx does not start")
