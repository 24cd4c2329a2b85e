"""Reads documents with azure-ai-ml and prints what it says, one JSON object a line.

usage: sdk_verdicts.py MANIFEST ROOT      (with a Python that has azure-ai-ml)

Each line: {"path", "kind", "accepts": true|false|null, "reasons": [{"keys": […], "text": …}]}; null where the SDK has no
reader for the kind, or stopped for something that is not there (a file, a workspace, a network).
"""

import json
import logging
import os
import re
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from azure.ai.ml.entities import _load_functions as sdk  # noqa: E402
from azure.ai.ml._schema.core.fields import LocalPathField  # noqa: E402
from marshmallow import ValidationError  # noqa: E402

JOBS = {kind: sdk.load_job for kind in ("commandJob", "sweepJob", "pipelineJob", "sparkJob", "automlJob", "importJob",
                                        "parallelJob", "finetuningJob", "distillationJob")}
COMPONENTS = {kind: sdk.load_component for kind in ("commandComponent", "pipelineComponent", "sparkComponent",
                                                    "parallelComponent", "automlComponent")}
COMPUTES = {kind: sdk.load_compute for kind in ("computeAml", "computeInstance", "computeVm", "computeKubernetes",
                                                "computeSynapseSpark")}
READERS = {
    **JOBS, **COMPONENTS, **COMPUTES,
    "environment": sdk.load_environment, "data": sdk.load_data, "model": sdk.load_model, "datastore": sdk.load_datastore,
    "schedule": sdk.load_schedule, "onlineEndpoint": sdk.load_online_endpoint, "onlineDeployment": sdk.load_online_deployment,
    "batchEndpoint": sdk.load_batch_endpoint, "batchDeployment": sdk.load_batch_deployment, "workspace": sdk.load_workspace,
    "registry": sdk.load_registry, "connection": sdk.load_workspace_connection, "featureStore": sdk.load_feature_store,
    "featureStoreEntity": sdk.load_feature_store_entity, "featureSet": sdk.load_feature_set,
    "modelPackage": sdk.load_model_package, "serverlessEndpoint": sdk.load_serverless_endpoint,
    "deploymentTemplate": sdk.load_deployment_template,
}

# A batch deployment has a reader of its own for what it deploys.
DEPLOYMENTS = {"model": sdk.load_model_batch_deployment, "pipeline": sdk.load_pipeline_component_batch_deployment}


def reader_of(kind, path):
    if kind != "batchDeployment":
        return READERS.get(kind)
    with open(path, encoding="utf-8", errors="replace") as file:
        told = re.search(r"^type: *[\"']?(\w+)", file.read(), re.MULTILINE)
    return DEPLOYMENTS.get(told.group(1) if told else "", sdk.load_batch_deployment)


def take_any_path(self, value):
    """In place of the SDK's look whether a path exists: a corpus holds documents only."""
    return value


LocalPathField._validate = take_any_path  # noqa: SLF001

# What the SDK says when something is not there, or cannot be asked without a workspace.
ABSENT = ("no such file", "not exist", "does not exist", "cannot find", "can't find", "unable to find", "not found",
          "failed to resolve", "no module named", "connection", "credential", "directory", "is not a valid path",
          # It did not judge, it broke.
          "typeerror:", "attributeerror:", "keyerror:")


def reasons_of(messages, keys=()):
    """The leaves of marshmallow's tree of messages, each with its keys."""
    if isinstance(messages, dict):
        for key, below in messages.items():
            yield from reasons_of(below, (*keys, *(part for part in str(key).split(".") if part not in ("", "*"))))
    elif isinstance(messages, (list, tuple)):
        for below in messages:
            yield from reasons_of(below, keys)
    else:
        yield {"keys": [str(key) for key in keys], "text": str(messages)[:300]}


def tree_of(error):
    """The messages of an error as a tree, wherever the SDK has put them."""
    seen = error
    while seen is not None:
        if isinstance(seen, ValidationError) and isinstance(seen.messages, dict):
            return seen.messages
        seen = seen.__cause__ or seen.__context__
    text = str(getattr(error, "message", "") or error)
    try:
        tree, _ = json.JSONDecoder().raw_decode(text[text.index("{"):])
    except ValueError:
        return text
    # A document of nodes is told as a list of places.
    return {each.get("path") or "": each["message"] for each in tree["errors"]} if isinstance(tree.get("errors"), list) else tree


def verdict(path, kind, root):
    reader = reader_of(kind, os.path.join(root, path))
    if reader is None:
        return {"accepts": None, "reasons": []}
    try:
        loaded = reader(os.path.join(root, path))
        check = getattr(loaded, "_validate", None)
        if check is not None and (kind in JOBS or kind in COMPONENTS):
            result = check()
            if not result.passed:
                found = [{"keys": key.split("."), "text": text} for key, text in result.error_messages.items()]
                text = " ".join(result.error_messages.values()).lower()
                return {"accepts": None if any(word in text for word in ABSENT) else False, "reasons": found}
        return {"accepts": True, "reasons": []}
    except RecursionError:
        return {"accepts": None, "reasons": []}
    except Exception as error:  # the SDK raises many kinds
        found = list(reasons_of(tree_of(error)))
        text = (" ".join(reason["text"] for reason in found) or str(error)).lower()
        structural = not any(word in text for word in ABSENT)
        return {"accepts": False if structural else None, "reasons": found, "error": type(error).__name__}


def main():
    manifest, root = sys.argv[1:3]
    for line in open(manifest, encoding="utf-8").read().split("\n")[1:]:
        if not line.strip():
            continue
        path, kind, _ = line.split("\t")
        print(json.dumps({"path": path, "kind": kind, **verdict(path, kind, root)}), flush=True)


if __name__ == "__main__":
    main()
