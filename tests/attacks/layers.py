"""Prints what each layer of the box stops: the whole suite is run again and again, each time without one layer.

python tests/attacks/layers.py [--as-user] [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import ordinary
import suite
from rich.console import Console
from rich.progress import Progress
from suite import Suite

from grader.sandbox import LAYERS

SHOWN = 6
"""How many attacks are named for each layer."""


def deviations(without: Sequence[str], names: Sequence[str], progress: Progress) -> dict[str, list[str]]:
    """What is not as expected when these layers are missing, by attack."""
    chosen = [attack for attack in suite.attacks() if attack.name.startswith(tuple(names) or "")]
    task = progress.add_task(f"without {' '.join(without)}" if without else "all layers", total=len(chosen))
    found = {}
    with Suite(without) as around:
        for attack in chosen:
            found[attack.name] = attack.deviations(around.attack(attack))
            progress.advance(task)
    return {name: told for name, told in found.items() if told}


def table(whole: dict[str, list[str]], each: dict[str, dict[str, list[str]]], count: int) -> str:
    """The results as Markdown.

    Args:
        whole: what is not as expected with all layers.
        each: the same without one layer, by layer.
        count: how many attacks there are.
    """
    rows = ["| without | breaches | other deviations | for example |", "|---|--:|--:|---|"]
    for layer, found in {"nothing": whole, **each}.items():
        new = {name: told for name, told in found.items() if name not in whole or layer == "nothing"}
        breaches = [name for name, told in new.items() if any(map(suite.is_breach, told))]
        others = [name for name in new if name not in breaches]
        named = [*breaches, *others][:SHOWN]
        rows.append(f"| {layer} | {len(breaches)} | {len(others)} | {', '.join(named) or '–'} |")
    only = {name for found in each.values() for name in found} - set(whole)
    end = f"{count - len(whole)} of {count} attacks are stopped; for {len(only)} of them no layer can be spared."
    return "\n".join([*rows, "", end])


def main(arguments: Sequence[str]) -> int:
    """Run the suite with all layers and without each, and print the table."""
    parser = argparse.ArgumentParser(description="Show what each layer of the box stops.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="family/name of attacks, or the beginning of it")
    parser.add_argument("--as-user", action="store_true", help="as an ordinary user (needs root to become one)")
    chosen = parser.parse_args(arguments)
    if chosen.as_user:
        reason = ordinary.why_not()
        if reason:
            print(reason, file=sys.stderr)
            return 1
        return ordinary.run([sys.executable, __file__, *chosen.names]).returncode
    with Progress(console=Console(stderr=True)) as progress:
        whole = deviations((), chosen.names, progress)
        each = {layer: deviations((layer,), chosen.names, progress) for layer in LAYERS}
    count = sum(attack.name.startswith(tuple(chosen.names) or "") for attack in suite.attacks())
    print(table(whole, each, count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
