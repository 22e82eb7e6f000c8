"""Actors that share a stream of work; Ray starts one that died again, with the same arguments.

Ray Data has a pool of actors too, but gives them their arguments by way of the object store. An actor whose arguments
are gone from there cannot be started again (Ray says so on stderr whenever such an actor is made). These here are made
with arguments small enough to travel with the request, so Ray keeps them as long as it may have to start the actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefsmith.batch.job import ActorOptions
from briefsmith.batch.ray.actor import Assignment, BriefActor, Input

if TYPE_CHECKING:
    from ray import ObjectRef

# A document that kills an actor does so a dozen times before it is found; this bounds an actor that dies before its work.
RESTARTS = 1000


def work(
    ray: Any, assignment: Assignment, actors: ActorOptions, batches: Iterable[Sequence[Input]]
) -> Iterator[dict[str, Any]]:
    """What the actors say of each batch, as it comes. `actors.count` must be 1 or more.

    An actor gets work when it has said that it is ready: those for which the cluster has no room hold nothing up.
    Raises a RayError when an actor cannot be started, or dies more often than `RESTARTS` times.
    """
    make = ray.remote(
        num_cpus=actors.cpus, num_gpus=actors.gpus or None, max_restarts=RESTARTS, max_task_retries=-1
    )(BriefActor)  # fmt: skip
    crew = [make.remote(assignment) for _ in range(actors.count)]
    starting = {actor.ready.remote(): actor for actor in crew}
    busy: dict[ObjectRef, Any] = {}
    idle: list[Any] = []
    for batch in batches:
        while not idle:
            yield from _ended(ray, starting, busy, idle)
        actor = idle.pop()
        busy[actor.work.remote(batch)] = actor
    while busy:
        yield from _ended(ray, starting, busy, idle)


def _ended(
    ray: Any, starting: dict[ObjectRef, Any], busy: dict[ObjectRef, Any], idle: list[Any]
) -> Iterator[dict[str, Any]]:
    """Wait until an actor has started or has done its work; it is idle then."""
    ended, _ = ray.wait([*starting, *busy], num_returns=1)
    for ref in ended:
        told = ray.get(ref)
        if ref in starting:
            idle.append(starting.pop(ref))
        else:
            idle.append(busy.pop(ref))
            yield told
