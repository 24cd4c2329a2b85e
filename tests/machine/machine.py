"""A machine of its own in QEMU, whose clock may be set and whose power may be cut: `./dev test machine`.

It runs Debian from a disk image (made once, by build/machine/) and, as its first process's only task, a script of guest/ with the
program beside it. What the script tells comes out of its serial line, one JSON value a line behind a mark.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "machine"
GUEST = pathlib.Path(__file__).parent / "guest"
MARK = "@told "
MODULES = ["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci", "virtio_blk"]  # each after what it needs

INIT = f"""#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
for module in {" ".join(MODULES)}; do /bin/busybox insmod /modules/$module.ko; done
for i in 1 2 3 4 5 6 7 8 9; do [ -b /dev/vda ] || /bin/busybox sleep 1; done
/bin/busybox mount -t ext4 /dev/vda /root
[ -x /root/boot.sh ] && exec /bin/busybox switch_root /root /boot.sh
/bin/busybox poweroff -f
"""

BOOT = """#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm /dev/pts; mount -t tmpfs shm /dev/shm; mount -t devpts pts /dev/pts
mount -t tmpfs tmp /tmp; mount -t cgroup2 cgroup /sys/fs/cgroup
ln -sf /proc/self/fd /dev/fd
ip link set lo up
mkdir -p /guest; tar x -C /guest -f /dev/vdb
cd /root; python3 /guest/script.py
sync; echo o > /proc/sysrq-trigger; sleep 60
"""


def command(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, **options)


def makeKernel(scratch):
    """The kernel for clouds is small, and has in modules only what a disk needs."""
    depends = command("apt-cache", "depends", "linux-image-cloud-amd64", text=True).stdout
    package = next(line.split()[-1] for line in depends.splitlines() if "Depends:" in line)
    command("apt-get", "download", "-qq", package, cwd=scratch)
    command("dpkg-deb", "-x", next(scratch.glob("linux-image*.deb")), scratch / "kernel")
    shutil.copy(next((scratch / "kernel" / "boot").glob("vmlinuz-*")), scratch / "vmlinuz")
    start = scratch / "start"
    for folder in ("bin", "modules", "dev", "proc", "root"):
        (start / folder).mkdir(parents=True)
    shutil.copy("/bin/busybox", start / "bin")
    for module in MODULES:
        shutil.copy(next((scratch / "kernel").rglob(f"{module}.ko")), start / "modules")
    (start / "init").write_text(INIT)
    (start / "init").chmod(0o755)
    with open(scratch / "start.cpio", "wb") as archive:
        subprocess.run("find . | busybox cpio -o -H newc", shell=True, cwd=start, stdout=archive, stderr=subprocess.DEVNULL, check=True)


def prepare():
    """Makes build/machine/ where it is not there: kernel, what it starts from, and the disk."""
    if PLACE.is_dir():
        return
    scratch = PLACE.with_name("machine.making")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    makeKernel(scratch)
    command("mmdebstrap", "--variant=minbase", "--include=python3,procps,iproute2,git", "bookworm", scratch / "system")
    (scratch / "system" / "boot.sh").write_text(BOOT)
    (scratch / "system" / "boot.sh").chmod(0o755)
    command("truncate", "-s", "2G", scratch / "disk.img")
    command("mkfs.ext4", "-q", "-F", "-d", scratch / "system", scratch / "disk.img")
    for folder in ("system", "kernel", "start"):
        shutil.rmtree(scratch / folder)
    scratch.rename(PLACE)


class Machine:
    def __init__(self, folder):
        prepare()
        self.folder = pathlib.Path(folder)
        self.disk = self.folder / "disk.img"
        command("cp", "--sparse=always", PLACE / "disk.img", self.disk)

    def boot(self, script, power=None, seconds=300):
        """Runs a script of guest/ until it ends and returns what it told; `power(fact)` is asked after each fact for how many seconds
        there is power from then on, None: for ever."""
        bundle = self.folder / "guest.tar"
        with tarfile.open(bundle, "w") as files:
            files.add(os.environ.get("FOOTPLATE_BIN", ROOT / "build" / "footplate"), "footplate")
            files.add(GUEST / f"{script}.py", "script.py")
            files.add(GUEST / "guest.py", "guest.py")
        with open(bundle, "ab") as file:
            file.truncate(-(-file.tell() // 512) * 512)
        words = ["qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-m", "2G", "-smp", "2", "-nographic", "-no-reboot", "-nic", "none",
                 "-kernel", PLACE / "vmlinuz", "-initrd", PLACE / "start.cpio", "-append", "console=ttyS0 quiet panic=-1 no_timer_check",
                 "-drive", f"file={self.disk},if=virtio,format=raw,cache=unsafe", "-drive", f"file={bundle},if=virtio,format=raw,readonly=on"]
        machine = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        switches = [threading.Timer(seconds, machine.kill)]
        switches[0].start()
        facts, other = [], []
        try:
            for line in machine.stdout:
                text = line.decode(errors="replace").strip()
                if MARK not in text:
                    other.append(text)
                    continue
                try:
                    facts.append(json.loads(text.split(MARK, 1)[1]))
                except ValueError:
                    continue  # the power went within the line
                left = power(facts[-1]) if power else None
                if left is not None:
                    switches.append(threading.Timer(left, machine.kill))
                    switches[-1].start()
        finally:
            for switch in switches:
                switch.cancel()
            machine.kill()
            machine.wait()
        assert facts, "the machine told nothing:\n" + "\n".join(other[-40:])
        return facts
