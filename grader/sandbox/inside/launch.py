"""Where the zygote starts: it goes into namespaces of its own before it loads anything large."""

from __future__ import annotations

import json
import sys

from . import namespaces


def main() -> None:
    """Read the configuration from the command line and become the zygote."""
    config = json.loads(sys.argv[1])
    missing = dict.fromkeys(config["without"], "it was asked to be left out")
    if "namespaces" not in missing:
        try:
            namespaces.enter()
        except (OSError, NotImplementedError) as error:
            missing["namespaces"] = str(error)
    from .zygote import serve  # noqa: PLC0415 - loads NumPy, which is to be in the memory of one process only

    serve(config, missing)
