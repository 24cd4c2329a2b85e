"""What the tests of migrate share."""


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def errors(footplate, *paths):
    files = footplate.json("validate", *paths)["files"]
    return [(one["path"], issue["code"], issue["message"]) for one in files for issue in one["diagnostics"] if issue["severity"] == "error"]


def notes(footplate, *arguments):
    made = footplate.json("migrate", *arguments, status=0)
    return [note for one in made["files"] for note in one["notes"]]
