"""A tiny random Llama, made on the spot and served by `transformers serve`: a real server that speaks nonsense.

    with served(tmp_path) as url:
        …

Raises NotServedError, with the reason, where that cannot run here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from urllib.error import URLError
from urllib.request import urlopen

import assistant

_MAKE = """
import sys
import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
torch.manual_seed(7)
names = {"eos_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]"}
tokenizer = PreTrainedTokenizerFast(tokenizer_file=sys.argv[1], **names)
tokenizer.chat_template = "{% for each in messages %}{{ each['role'] }}: {{ each['content'] }} {% endfor %}assistant: "
model = LlamaForCausalLM(LlamaConfig(
    vocab_size=len(tokenizer), hidden_size=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=1,
    max_position_embeddings=16384, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    bos_token_id=None,
))
# Any of many tokens ends an answer, so that some end by themselves as a trained model's do.
model.generation_config.eos_token_id = list(range(0, len(tokenizer), 8))
model.save_pretrained(sys.argv[2])
tokenizer.save_pretrained(sys.argv[2])
"""
_TOKENIZER = Path(assistant.__file__).parent / "models" / "static-zh" / "tokenizer.json"
_PATIENCE_S = 90


class NotServedError(Exception):
    """The server could not be started; the message says why."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a running server; its model's name is the folder `folder / "random-llama"`."""
    command = Path(sys.executable).with_name("transformers")
    if not command.is_file():
        raise NotServedError("there is no transformers command beside this Python")
    model = folder / "random-llama"
    surroundings = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "HF_HOME": str(folder / "hub")}
    _run([sys.executable, "-c", _MAKE, str(_TOKENIZER), str(model)], surroundings)
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "serve.log"
    arguments = [str(command), "serve", str(model), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with log.open("wb") as out:
        server = subprocess.Popen(arguments, stdout=out, stderr=out, env=surroundings)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", server, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(20)


def _run(arguments: list[str], surroundings: dict[str, str]) -> None:
    done = subprocess.run(arguments, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotServedError(f"the model could not be made: {done.stderr[-400:]}")


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise NotServedError(f"transformers serve did not come up: {log.read_text(errors='replace')[-400:]}")
