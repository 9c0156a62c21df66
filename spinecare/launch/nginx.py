"""nginx in front of the site on this machine, with the configuration files that production uses."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from . import tools
from .packages import ROOT
from .processes import Program
from .site import HOST, Site

FILES = ROOT / "spinecare" / "delivery" / "nginx"
TEMPLATE = FILES / "nginx.conf.template"
PLACEHOLDER = re.compile(r"\$\{(NGINX_[A-Z]+)\}")


def front(site: Site, upstream: str) -> Program:
    """nginx on the site's port, passing what it does not serve itself to `upstream`."""
    run = site.var / "nginx"
    run.mkdir(exist_ok=True)
    configuration = run / "nginx.conf"
    values = {
        "NGINX_ACCOUNT": "user root;" if os.geteuid() == 0 else "",
        "NGINX_RUN": str(run),
        "NGINX_FILES": str(FILES),
        "NGINX_LISTEN": f"{HOST}:{site.port}",
        "NGINX_TRANSPORT": "plain.conf",
        "NGINX_HOST": urlsplit(site.origin).hostname or "localhost",
        "NGINX_UPSTREAM": upstream,
        "NGINX_VAR": str(site.var),
    }
    configuration.write_text(render(TEMPLATE.read_text(), values))
    # -e: without it nginx first tries its packaged log file, which an ordinary account may not write.
    command = [str(tools.nginx()), "-e", "stderr", "-c", str(configuration), "-g", "daemon off;"]
    return Program("nginx", command)


def render(template: str, values: dict[str, str]) -> str:
    """Fill in `${NGINX_…}`, as the official nginx image does with its own templates. An unknown name is an error."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], template)
