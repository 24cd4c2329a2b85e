"""What stands for micromamba, mamba and conda in tests: their `create` command over rattler, which is conda's own solver and installer.

The three programs themselves are in no package registry. The command line is read strictly, so that a word that
one of them does not know fails here as it would there.

    conda_program.install(folder, "micromamba")        # an executable of that name
    conda_program.Channel(folder).add("tinylib", "1.0", depends=["python"]).index()
"""
import argparse
import asyncio
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile


def install(folder, name, python):
    """`name` in `folder`, run by `python`, which has rattler."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\nexec '{python}' '{pathlib.Path(__file__).resolve()}' {name} \"$@\"\n")
    program.chmod(0o755)
    return program


class Channel:
    """A channel in a folder: packages made here, indexed by rattler."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    @property
    def url(self):
        return self.folder.as_uri()

    def add(self, name, version, files=None, links=None, depends=(), noarch=True):
        """`files`: text by path; `links`: target by path. A noarch package's paths begin with site-packages/."""
        subdir = "noarch" if noarch else "linux-64"
        index = {"name": name, "version": version, "build": "0", "build_number": 0, "depends": list(depends), "subdir": subdir}
        if noarch:
            index["noarch"] = "python"
        files = {f"site-packages/{name}.py": f"__version__ = {version!r}\n"} if files is None and noarch else files or {}
        paths = [{"_path": p, "path_type": "hardlink", "sha256": hashlib.sha256(t).hexdigest(), "size_in_bytes": len(t)} for p, t in map(as_bytes, files.items())]
        paths += [{"_path": path, "path_type": "softlink"} for path in links or {}]
        info = {"info/index.json": json.dumps(index), "info/paths.json": json.dumps({"paths": paths, "paths_version": 1}),
                "info/files": "".join(p["_path"] + "\n" for p in paths), "info/about.json": "{}"}
        if noarch:
            info["info/link.json"] = json.dumps({"noarch": {"type": "python"}, "package_metadata_version": 1})
        (self.folder / subdir).mkdir(parents=True, exist_ok=True)
        with tarfile.open(self.folder / subdir / f"{name}-{version}-0.tar.bz2", "w:bz2") as archive:
            for path, text in map(as_bytes, {**info, **files}.items()):
                entry = tarfile.TarInfo(path)
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text))
            for path, target in (links or {}).items():
                entry = tarfile.TarInfo(path)
                entry.type, entry.linkname = tarfile.SYMTYPE, target
                archive.addfile(entry)
        return self

    def add_python(self):
        """This machine's Python as a package: links and a pyvenv.cfg, so that it finds its own library."""
        version = "%d.%d.%d" % sys.version_info[:3]
        minor = "python%d.%d" % sys.version_info[:2]
        real = os.path.realpath(sys.executable)
        config = f"home = {os.path.dirname(real)}\ninclude-system-site-packages = false\nversion = {version}\nexecutable = {real}\n"
        links = {f"bin/{minor}": real, "bin/python3": minor, "bin/python": minor}
        return self.add("python", version, {"pyvenv.cfg": config, f"lib/{minor}/site-packages/README.txt": ""}, links, noarch=False)

    def add_pip(self, python):
        """pip as `python`'s environment has it."""
        site = pathlib.Path(subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
                                           capture_output=True, text=True, check=True).stdout.strip())
        files = {}
        for top in (site / "pip", *site.glob("pip-*.dist-info")):
            for path in top.rglob("*"):
                if path.is_file() and path.suffix != ".pyc":
                    files["site-packages/" + str(path.relative_to(site))] = path.read_bytes()
        return self.add("pip", "23.0", files, depends=["python"])

    def index(self, python):
        # Without Python's usual end, which rattler's threads do not always survive.
        code = "import asyncio, os, sys; from rattler.index import index_fs; asyncio.run(index_fs(sys.argv[1], force=True)); os._exit(0)"
        for subdir in ("noarch", "linux-64"):
            (self.folder / subdir).mkdir(parents=True, exist_ok=True)
        subprocess.run([python, "-c", code, str(self.folder)], check=True, capture_output=True)
        return self


def as_bytes(item):
    path, text = item
    return path, text if isinstance(text, bytes) else text.encode()


# --- the command

def read_words(name, words):
    parser = argparse.ArgumentParser(prog=name, allow_abbrev=False)
    create = parser.add_subparsers(dest="command", required=True).add_parser("create", allow_abbrev=False)
    create.add_argument("--yes", action="store_true", required=True)
    create.add_argument("--prefix", required=True)
    create.add_argument("--channel", action="append", default=[])
    create.add_argument("--override-channels", action="store_true")
    create.add_argument("--file")
    create.add_argument("--offline", action="store_true")
    if name == "micromamba":
        create.add_argument("--root-prefix", required=True)
    create.add_argument("specs", nargs="*")
    return parser.parse_args(words)


async def solved(asked):
    import rattler
    platforms = ["linux-64", "noarch"]
    return await rattler.solve(asked.channel, asked.specs, platforms=platforms, virtual_packages=rattler.VirtualPackage.detect())


async def listed(file):
    """The packages of an @EXPLICIT list, wherever they lie now."""
    import rattler
    lines = pathlib.Path(file).read_text().splitlines()
    assert "@EXPLICIT" in lines, f"{file} is no explicit list"
    records = []
    for line in lines:
        if not line or line.startswith(("@", "#")):
            continue
        url, _, md5 = line.partition("#")
        package = pathlib.Path(url.removeprefix("file://"))
        if md5:
            assert hashlib.md5(package.read_bytes()).hexdigest() == md5, f"{package} is not what the list says"
        repodata = json.loads((package.parent / "repodata.json").read_text())
        channel = "file://" + str(package.parent.parent)
        spec = {**repodata.get("packages", {}), **repodata.get("packages.conda", {})}[package.name]
        found = await rattler.solve([channel], ["{name} =={version} {build}".format(**spec)], platforms=["linux-64", "noarch"])
        records += [one for one in found if one.file_name == package.name]
    return records


async def create(asked):
    import rattler
    prefix = pathlib.Path(asked.prefix)
    assert not (prefix / "conda-meta").exists(), f"{prefix} is there already"
    records = await (listed(asked.file) if asked.file else solved(asked))
    await rattler.install(records, prefix, cache_dir=prefix.parent / "rattler-packages", show_progress=False)
    print(f"Linking {len(records)} packages")


def main():
    name, *words = sys.argv[1:]
    asked = read_words(name, words)
    try:
        asyncio.run(create(asked))
    except Exception as error:  # noqa: BLE001: whatever it is, it is told as the programs tell it
        shutil.rmtree(asked.prefix, ignore_errors=True)
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # rattler's threads do not always survive the end of Python
