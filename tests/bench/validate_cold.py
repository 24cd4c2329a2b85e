"""validate_cold.py PROGRAM FILE: milliseconds of a whole `footplate validate FILE`."""
import subprocess
import sys
import time

times = []
for _ in range(20):
    began = time.perf_counter()
    subprocess.run([sys.argv[1], "validate", sys.argv[2]], stdout=subprocess.DEVNULL, check=True)
    times.append((time.perf_counter() - began) * 1000)
times.sort()
print(f"min {times[0]:.1f}  median {times[len(times) // 2]:.1f}  max {times[-1]:.1f}")
