"""What objects for macOS need of each other and none has: a half of macos/ that lacks a function would only show at the link.

symbols.py BUILD: exit status 1 where a name of footplate's is missing in the objects of server/ and protocol/ that were compiled there.
"""
import json
import pathlib
import re
import struct
import sys

MACH_O_64 = 0xFEEDFACF
LC_SYMTAB = 2
N_EXT, N_TYPE = 0x01, 0x0E


def symbols(path):
    """(name, is defined) of the external symbols of one object."""
    data = path.read_bytes()
    magic, _, _, _, commands = struct.unpack_from("<IiiII", data)
    if magic != MACH_O_64:
        sys.exit(f"{path} is no object for macOS")
    at = 32
    for _ in range(commands):
        command, size = struct.unpack_from("<II", data, at)
        if command == LC_SYMTAB:
            first, count, texts, _ = struct.unpack_from("<IIII", data, at + 8)
            for index in range(count):
                text, kind, _, _, value = struct.unpack_from("<IBBHQ", data, first + 16 * index)
                if kind & N_EXT:
                    begin = texts + text
                    yield data[begin : data.index(b"\0", begin)].decode(), bool(kind & N_TYPE or value)
        at += size


def main():
    needed, defined = {}, set()
    build = pathlib.Path(sys.argv[1])
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    unbuilt = "/protocol/gen/"  # the generator, no part of the program
    objects = [build / re.search(r" -o (\S+)", command["command"])[1] for command in commands if unbuilt not in command["file"]]
    for path in objects:
        for name, is_defined in symbols(path):
            if is_defined:
                defined.add(name)
            elif "9footplate" in name:
                needed.setdefault(name, path.name)
    missing = {name: where for name, where in needed.items() if name not in defined}
    for name, where in sorted(missing.items()):
        print(f"{where} needs {name}, which no object has", file=sys.stderr)
    print(f"{len(objects)} objects for macOS (arm64), {len(needed)} names that they need of each other")
    return 1 if missing or not objects else 0


sys.exit(main())
