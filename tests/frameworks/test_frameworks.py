"""Real deep-learning frameworks in real jobs. Their wheels are gigabytes, so this is asked for: `./dev test frameworks`."""
import json
import os

import pytest

import cached_python

pytestmark = pytest.mark.skipif(not os.environ.get("FOOTPLATE_FRAMEWORKS"), reason="asked for by ./dev test frameworks")

LIGHTNING = """
import torch, mlflow, lightning.pytorch as lightning
class Line(lightning.LightningModule):
    def __init__(self, lr=0.1):
        super().__init__()
        self.save_hyperparameters()
        self.layer = torch.nn.Linear(1, 1)
    def loss(self, batch, name):
        x, y = batch
        loss = torch.nn.functional.mse_loss(self.layer(x), y)
        self.log(name, loss, on_epoch=True)
        return loss
    def training_step(self, batch, index):
        return self.loss(batch, "train_loss")
    def validation_step(self, batch, index):
        self.loss(batch, "val_loss")
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)
torch.manual_seed(1)
x = torch.rand(64, 1)
loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, 3 * x), batch_size=16)
mlflow.pytorch.autolog(log_every_n_epoch=1, checkpoint_save_best_only=False)
trainer = lightning.Trainer(max_epochs=3, accelerator="cpu", logger=False, enable_progress_bar=False, log_every_n_steps=1)
trainer.fit(Line(), loader, loader)
"""

PLAIN_TORCH = """
import mlflow, torch
with mlflow.start_run():
    model = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(20):
        optimizer.zero_grad()
        loss = (model(torch.ones(8, 2)) ** 2).mean()
        loss.backward()
        optimizer.step()
        mlflow.log_metric("loss", loss.item(), step=step)
    mlflow.pytorch.log_state_dict(model.state_dict(), "checkpoint")
    info = mlflow.pytorch.log_model(model, **NAMED)
    again = mlflow.pytorch.load_model(info.model_uri)
    assert torch.equal(again(torch.ones(1, 2)), model(torch.ones(1, 2)))
"""

TREES = """
import mlflow, numpy, pandas, xgboost, lightgbm
random = numpy.random.default_rng(1)
x = pandas.DataFrame(random.random((80, 3)), columns=["a", "b", "c"])
y = (x["a"] > 0.5).astype(int)
mlflow.autolog()
mlflow.log_param("rows", len(x))  # the job's own run is the active one from here on
with mlflow.start_run(nested=True, run_name="xgboost"):
    table = xgboost.DMatrix(x, y)
    xgboost.train({"objective": "binary:logistic", "max_depth": 2}, table, 4, evals=[(table, "train")])
with mlflow.start_run(nested=True, run_name="xgboost sklearn"):
    xgboost.XGBClassifier(n_estimators=3, max_depth=2).fit(x, y)
with mlflow.start_run(nested=True, run_name="lightgbm"):
    data = lightgbm.Dataset(x, y)
    lightgbm.train({"objective": "binary", "verbose": -1}, data, 4, valid_sets=[data])
"""

TRANSFORMERS = """
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments
class Words(torch.utils.data.Dataset):
    def __len__(self):
        return 16
    def __getitem__(self, at):
        return {"input_ids": torch.full((8,), at % 30), "attention_mask": torch.ones(8, dtype=torch.long), "labels": torch.tensor(at % 2)}
model = BertForSequenceClassification(BertConfig(
    vocab_size=32, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16))
arguments = TrainingArguments("outputs/checkpoints", max_steps=6, logging_steps=2, per_device_train_batch_size=4,
                              report_to=["mlflow"], use_cpu=True, run_name="tiny", save_strategy="no", disable_tqdm=True)
Trainer(model=model, args=arguments, train_dataset=Words()).train()
"""


@pytest.fixture(params=["2", "3"])
def generation(request):
    return request.param


def run_script(footplate, project, script, generation):
    interpreter = cached_python.interpreter_or_skip(f"frameworks{generation}")
    (project / "src").mkdir()
    (project / "src" / "train.py").write_text(script.replace("**NAMED", 'artifact_path="net"' if generation == "2" else 'name="net", serialization_format="pickle"'))
    (project / ".footplate" / "config.yml").write_text(f"python: {interpreter}\n")
    (project / "job.yml").write_text("experiment_name: deep\ncommand: python train.py\ncode: src\nenvironment:\n  image: ubuntu\n")
    done = footplate("submit", "job.yml", "--tail", "--json", timeout=300)
    assert done.returncode == 0, done.stderr[-5000:]
    return json.loads(done.stdout)["run"]


def files_of(project, run):
    outputs = project / ".footplate/runs" / run["id"] / "outputs"
    return {str(file.relative_to(outputs)) for file in outputs.rglob("*") if file.is_file()}


def test_lightning_logs_by_itself(footplate, project, generation):
    run = run_script(footplate, project, LIGHTNING, generation)
    assert (run["params"]["epochs"], run["params"]["optimizer_name"]) == ("3", "SGD")
    history = footplate.json("metrics", run["id"])["metrics"]
    assert len(history["val_loss"]) == 3 and history["val_loss"][-1]["value"] < history["val_loss"][0]["value"]
    assert "model_summary.txt" in files_of(project, run)
    assert any(file.endswith("MLmodel") for file in files_of(project, run))


def test_a_model_of_torch_is_logged_and_loaded(footplate, project, generation):
    run = run_script(footplate, project, PLAIN_TORCH, generation)
    assert len(footplate.json("metrics", run["id"])["metrics"]["loss"]) == 20
    assert {"checkpoint/state_dict.pth", "net/MLmodel"} <= files_of(project, run)


def test_trees_log_by_themselves(footplate, project, generation):
    run = run_script(footplate, project, TREES, generation)
    inner = {one["display_name"]: one for one in footplate.json("list", "--parent", run["id"])["runs"]}
    assert inner["xgboost"]["params"]["max_depth"] == "2" and "train-logloss" in inner["xgboost"]["metrics"]
    assert inner["xgboost sklearn"]["params"]["max_depth"] == "2"
    assert inner["lightgbm"]["params"]["objective"] == "binary" and inner["lightgbm"]["metrics"]


def test_the_trainer_of_transformers_reports(footplate, project, generation):
    run = run_script(footplate, project, TRANSFORMERS, generation)
    assert run["params"]["hidden_size"] == "16" and run["params"]["max_steps"] == "6"
    assert [point["step"] for point in footplate.json("metrics", run["id"])["metrics"]["loss"]] == [2, 4, 6]
