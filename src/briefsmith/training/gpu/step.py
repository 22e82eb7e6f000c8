"""One step of training on one device, in which nothing waits for the device."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefsmith.training.gpu.prefetch import GatheredBatch
from briefsmith.training.gpu.recipe import Optimizing
from briefsmith.training.loss import Head, backward
from briefsmith.training.network import Parameters, TranslationNetwork
from briefsmith.training.optimizer import make_optimizers

if TYPE_CHECKING:
    import torch

ADAMW, MUON = "adamw", "muon"


class _Terms:
    """A choice of optimizer for `make_optimizers`."""

    def __init__(self, name: str, optimizing: Optimizing) -> None:
        self.name = name
        self.learning_rate = optimizing.learning_rate
        self.weight_decay = optimizing.weight_decay


class Stepper:
    """Gradients and updates of a network; sums of the loss stay on the device until `take` reads them."""

    def __init__(
        self, network: TranslationNetwork, optimizing: Optimizing, compiled: bool, dtype: torch.dtype | None = None
    ) -> None:
        import torch

        self.network = network
        self.device = network.parameters["b"].device.type
        self.dtype = dtype or (torch.bfloat16 if self.device == "cuda" else torch.float32)
        self._optimizing = optimizing
        self._computing = network if self.dtype == torch.float32 else low_precision(network, self.dtype)
        self._states = self._computing.states
        if compiled:
            torch._dynamo.config.suppress_errors = True  # what cannot be compiled is computed as it is
            self._states = torch.compile(self._states, dynamic=True)
        self._nll: Any = 0.0
        self.counted = 0  # target tokens since the last `take`

    def optimizers(self, name: str) -> list[Any]:
        """Fresh ones."""
        return make_optimizers(self.network.parameters, _Terms(name, self._optimizing), self.dtype)

    def gradients(self, batch: GatheredBatch) -> None:
        """Add a batch's gradients to those that are there.

        In bfloat16 all is computed by a copy of the network, whose parameters are cast anew in each step and pass their
        gradients on. Autocast would keep norms and what goes from layer to layer in single precision: twice the
        memory traffic of all that is not a matrix product.
        """
        parameters = self.network.parameters
        if self._computing is not self.network:
            self._computing.parameters = {name: tensor.to(self.dtype) for name, tensor in parameters.items()}
        self._computing.training = True
        states = self._states(batch.source, batch.target).flatten(0, 1).index_select(0, batch.real)
        self._computing.training = False
        target = batch.target.flatten()[batch.real]
        head = Head(self._optimizing.label_smoothing, self.dtype)
        loss = backward(states, parameters["e.weight"], parameters["b"], target, head)
        self._nll = self._nll + loss.nll * batch.tokens
        self.counted += batch.tokens

    def update(self, optimizers: Sequence[Any], rate: float) -> None:
        """Move the parameters, and forget the gradients."""
        import torch

        torch.nn.utils.clip_grad_norm_(self.network.parameters.values(), self._optimizing.clip)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def take(self) -> tuple[float, int]:
        """Mean nats a token since the last time, and the tokens; waits for the device."""
        nll, tokens = float(self._nll) / max(self.counted, 1), self.counted
        self._nll, self.counted = 0.0, 0
        return nll, tokens

    def choose(self, batches: Sequence[GatheredBatch]) -> tuple[str, float]:
        """The optimizer to take, and the share of the time that Muon's steps took of some trial steps of rate 0."""
        optimizers = self.optimizers(MUON)
        self.gradients(batches[0])
        self.update(optimizers, 0.0)
        computing, updating = [], []
        for batch in batches[1:]:
            start = self._wait()
            self.gradients(batch)
            between = self._wait()
            self.update(optimizers, 0.0)
            computing.append(between - start)
            updating.append(self._wait() - between)
        self.take()
        # The fastest of each: a compiler, or other work on the machine, only slows down.
        share = min(updating) / (min(computing) + min(updating))
        return (MUON if share <= self._optimizing.muon_share else ADAMW), share

    def _wait(self) -> float:
        import torch

        if self.device == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter()


def trainable(parameters: Parameters, device: str) -> Parameters:
    """The parameters as leaves on a device."""
    return {name: tensor.detach().to(device).clone().requires_grad_() for name, tensor in parameters.items()}


def low_precision(network: TranslationNetwork, dtype: torch.dtype | None = None) -> TranslationNetwork:
    """The same weights in a dtype, by default in the one to decode with: bfloat16 on a GPU."""
    import torch

    if dtype is None:
        dtype = torch.bfloat16 if network.parameters["b"].device.type == "cuda" else torch.float32
    parameters = {name: tensor.detach().to(dtype) for name, tensor in network.parameters.items()}
    return TranslationNetwork(network.shape, parameters, network.dropout)
