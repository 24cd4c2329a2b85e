"""JSON documents against the shapes that protocol/*.yaml declare.

    from shapes import check_shape
    check_shape("RunList", json.loads(stdout))      # AssertionError: runs[0].status: not a RunStatus: 'Done'

Stricter than our readers: members that no shape names are errors too.
"""
from pathlib import Path

import yaml

PROTOCOL = Path(__file__).parents[2] / "protocol"
ENUMS, TYPES = {}, {}
for _file in ("lsp.yaml", "footplate.yaml"):
    _model = yaml.safe_load((PROTOCOL / _file).read_text("utf-8"))
    ENUMS.update(_model["enums"])
    TYPES.update(_model["types"])

BUILT_IN = {
    "string": lambda v: isinstance(v, str),
    "bool": lambda v: isinstance(v, bool),
    "int": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "uint": lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "json": lambda v: True,
}


def members_of(name):
    members = dict(TYPES[name])
    members.pop("doc", None)
    base = members.pop("<", None)
    return {**(members_of(base) if base else {}), **members}


def check_shape(shape, value, path="document"):
    if shape.endswith("|null"):
        if value is None:
            return
        shape = shape[:-5]
    if shape.endswith("[]"):
        assert isinstance(value, list), f"{path}: not a list: {value!r}"
        for index, item in enumerate(value):
            check_shape(shape[:-2], item, f"{path}[{index}]")
    elif shape.startswith("<"):
        assert isinstance(value, dict), f"{path}: not a map: {value!r}"
        for name, item in value.items():
            check_shape(shape[1:-1], item, f"{path}.{name}")
    elif shape in BUILT_IN:
        assert BUILT_IN[shape](value), f"{path}: not a {shape}: {value!r}"
    elif shape in ENUMS:
        wires = [wire for name, wire in ENUMS[shape].items() if name != "doc"]
        assert value in wires, f"{path}: not a {shape}: {value!r}"
    else:
        check_object(shape, value, path)


def check_object(shape, value, path):
    assert isinstance(value, dict), f"{path}: not an object: {value!r}"
    declared = members_of(shape)
    names = {name.rstrip("?") for name in declared}
    unknown = sorted(set(value) - names)
    assert not unknown, f"{path}: members that {shape} does not declare: {unknown}"
    for name, kind in declared.items():
        kind = kind[0] if isinstance(kind, list) else kind
        if name.endswith("?"):
            if value.get(name[:-1]) is not None:
                check_shape(kind, value[name[:-1]], f"{path}.{name[:-1]}")
        elif kind != "json" or name in value:
            assert name in value, f"{path}.{name}: missing"
            check_shape(kind, value[name], f"{path}.{name}")
