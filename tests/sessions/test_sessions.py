"""Every .session file of this folder against the real program."""
import os
from pathlib import Path

import pytest
from session import run_session

HERE = Path(__file__).parent
BINARY = Path(os.environ.get("FOOTPLATE_BIN", HERE.parents[1] / "build" / "footplate"))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.session")), ids=lambda p: p.stem)
def test_session(path, tmp_path):
    run_session(path, BINARY, tmp_path)
