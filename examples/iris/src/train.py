"""Learns one centre for each kind of Iris by moving it towards its flowers, epoch by epoch."""
import argparse
import csv
import json
import os
import pathlib


def read(path):
    with open(path, newline="") as file:
        rows = [row for row in csv.reader(file) if row and row[0].replace(".", "", 1).isdigit()]
    return [([float(value) for value in row[:4]], row[4]) for row in rows]


def nearest(centres, flower):
    return min(centres, key=lambda kind: sum((a - b) ** 2 for a, b in zip(centres[kind], flower)))


def report(name, value, step):
    """One line a metric: what a script does that has no MLflow."""
    with open(os.environ["FOOTPLATE_METRICS_FILE"], "a") as file:
        file.write(json.dumps({"name": name, "value": value, "step": step}) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--model", required=True)
    options = parser.parse_args()

    flowers = read(options.data)
    train, test = [f for i, f in enumerate(flowers) if i % 5], flowers[::5]
    middle = [sum(f[0][i] for f in train) / len(train) for i in range(4)]
    centres = {kind: list(middle) for kind in sorted({kind for _, kind in train})}
    for epoch in range(options.epochs):
        for flower, kind in train:
            centres[kind] = [c + options.rate * (x - c) for c, x in zip(centres[kind], flower)]
        accuracy = sum(nearest(centres, f) == kind for f, kind in test) / len(test)
        report("accuracy", accuracy, epoch)
        print(f"epoch {epoch + 1:2d}/{options.epochs}: accuracy {accuracy:.3f} on {len(test)} flowers")

    folder = pathlib.Path(options.model)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "centres.json").write_text(json.dumps(centres, indent=2) + "\n")
    print(f"saved {len(centres)} centres to {folder / 'centres.json'}")


if __name__ == "__main__":
    main()
