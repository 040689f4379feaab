"""Asks pip where wheels lie, downloading none: `pip install --dry-run` fetches them whole.

usage: find_wheels.py PLATFORM,… PYTHON REQUIREMENT…     prints a JSON list of {name, file, url, sha256}
"""

import json
import sys

from pip._internal.commands import create_command
from pip._internal.cli.cmdoptions import make_target_python
from pip._vendor.packaging.requirements import Requirement


def main(platforms, python, *requirements):
    command = create_command("download")
    flags = [f"--platform={platform}" for platform in platforms.split(",")]
    flags += ["--only-binary=:all:", "--no-deps", f"--python-version={python}", *requirements]
    options, _ = command.parse_args(flags)
    with command.main_context():
        finder = command._build_package_finder(
            options=options,
            session=command.get_default_session(options),
            target_python=make_target_python(options),
        )
        found = []
        for text in requirements:
            requirement = Requirement(text)
            best = finder.find_best_candidate(requirement.name, requirement.specifier).best_candidate
            if best is None:
                sys.exit(f"pip knows no wheel for {text}")
            link = best.link
            sha256 = link.hash if link.hash_name == "sha256" else None
            found.append({"name": requirement.name, "file": link.filename, "url": link.url_without_fragment, "sha256": sha256})
        print(json.dumps(found))


main(*sys.argv[1:])
