"""The one reader of YAML: exercises, assignments and words alike.

It is PyYAML's safe reader with two differences: a key that is given twice is refused instead of one of the two being
lost, and numbers with an exponent are numbers as YAML 1.2 and JSON have them (``1e-2``, ``1E5``; YAML 1.1 reads text).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from grader import files
from grader.errors import CourseError

_WITH_EXPONENT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$")
_MOST = 1 << 18
"""Bytes of one file: the largest that comes with the program has a tenth."""
_MERGE = "tag:yaml.org,2002:merge"


def read(path: Path) -> Any:
    """The one document in a file.

    Raises:
        CourseError: the file cannot be read, is not YAML, or gives a key twice.
    """
    try:
        return yaml.load(files.read(path, _MOST).decode("utf-8"), _Loader)  # noqa: S506 - it is a safe loader
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: cannot be read ({error}).") from error
    except _GivenTwiceError as error:
        raise CourseError(f"{path}: {error}") from error
    except RecursionError as error:
        raise CourseError(f"{path}: is nested too deeply; write it flatter.") from error
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as error:
        # The last two come from tags such as !!bool on what is none.
        raise CourseError(f"{path}: is not YAML ({error}).") from error


class _GivenTwiceError(yaml.YAMLError):
    """A key stands twice in one mapping."""


class _Loader(yaml.SafeLoader):
    """Keys are compared before merges (``<<``) are put in: a key beside a merge replaces what comes from there."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        mapping = super().compose_mapping_node(anchor)
        lines: dict[Any, int] = {}
        for node, _ in mapping.value:
            # Keys that are no scalars are refused later, as none of them can be the key of a dictionary.
            if node.tag == _MERGE or not isinstance(node, yaml.ScalarNode):
                continue
            key, line = self.construct_object(node), node.start_mark.line + 1
            if key in lines:
                raise _GivenTwiceError(
                    f"line {line}: the key {key!r} is given twice, first on line {lines[key]}; remove one of them."
                )
            lines[key] = line
        return mapping

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put merges in; what a mapping says itself goes before what it merges, also where it is merged in turn."""
        super().flatten_mapping(node)
        last = {
            self.construct_object(key) if isinstance(key, yaml.ScalarNode) else id(key): (key, value)
            for key, value in node.value
        }
        node.value = [*last.values()]


_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _WITH_EXPONENT, list("-+.0123456789"))
