"""Unpacks what matches the patterns out of a wheel, with its modes and checksums.

usage: unpack_wheel.py WHEEL FOLDER PATTERN…
"""

import fnmatch
import os
import sys
import zipfile


def main(wheel, folder, *patterns):
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or not any(fnmatch.fnmatch(entry.filename, pattern) for pattern in patterns):
                continue
            path = archive.extract(entry, folder)
            os.chmod(path, (entry.external_attr >> 16) & 0o777 | 0o644)


main(*sys.argv[1:])
