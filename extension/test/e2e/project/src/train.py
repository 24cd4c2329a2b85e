"""Stands for a training: a few epochs, a coloured line each, a metric each."""

import argparse
import json
import os
import time

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
epochs = parser.parse_args().epochs

print("training started")
with open(os.environ["FOOTPLATE_METRICS_FILE"], "a", encoding="utf-8") as metrics:
    for epoch in range(1, epochs + 1):
        loss = 1.0 / (1 + epoch)
        print(f"epoch {epoch}/{epochs}  \x1b[32mloss {loss:.4f}\x1b[0m")
        metrics.write(json.dumps({"name": "loss", "value": loss, "step": epoch}) + "\n")
        metrics.flush()
        time.sleep(0.4)
print("training finished")
