"""Real MLflow clients of both generations, each in a virtual environment of its own that later runs of the suite find ready.

    python3 tests/support/mlflow_python.py 2      # prints the interpreter
"""
import fcntl
import os
import pathlib
import subprocess
import sys

PACKAGES = {
    "2": ["mlflow-skinny>=2.22,<3", "scikit-learn", "xgboost-cpu", "lightgbm", "pandas", "matplotlib"],
    "3": ["mlflow-skinny>=3,<4", "scikit-learn", "pandas"],
    "server": ["mlflow>=2.22,<3", "sqlalchemy<2.1"],  # the peer of tests/bench
}
CACHE = pathlib.Path(os.environ.get("FOOTPLATE_CACHE") or pathlib.Path.home() / ".cache" / "footplate-dev") / "mlflow"


def interpreter(generation):
    """The Python of a ready environment; made at the first call, which may take minutes. Raises CalledProcessError."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = CACHE / generation
    with open(CACHE / f"{generation}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = "\n".join(PACKAGES[generation])
        if not (folder / "ready").exists() or (folder / "ready").read_text() != wanted:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *PACKAGES[generation]], check=True)
            (folder / "ready").write_text(wanted)
    return str(folder / "bin" / "python")


if __name__ == "__main__":
    print(interpreter(sys.argv[1]))
