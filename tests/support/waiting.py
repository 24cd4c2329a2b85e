"""Waiting for what another process does: polled, bounded far beyond the time it takes."""
import time


def wait_for(what, seconds=60):
    """What `what()` gives, once that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.03)
    raise AssertionError("it did not come true")
