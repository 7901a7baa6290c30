"""`make fleet`: real processes under kills, crashes, dead wires and stops. About ten minutes; ends with 1 where a
promise does not hold.
    python -m fleet [--sends 10000] [--kills 100] [--restarts 5] [--race 10000] [--cut 2000] [--stops 50]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from leadwright.cli.ending import end_on_sigterm


def main() -> int:
    end_on_sigterm()
    os.environ["LEADWRIGHT_LOG_LEVEL"] = "CRITICAL"  # the workers complain while their database is gone
    asked = arguments()
    from fleet.database import own_server

    with own_server() as server:
        wrong = [words for stage in STAGES if asked.only in stage.__name__ for words in run(stage, asked, server)]
    for words in wrong:
        print(f"WRONG: {words}")
    return 1 if wrong else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fleet", description=__doc__.splitlines()[0])
    for name, usual in (
        ("sends", 10_000),
        ("kills", 100),
        ("restarts", 5),
        ("race", 10_000),
        ("cut", 2_000),
        ("stops", 50),
    ):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--only", default="", help="the stages whose name holds this")
    parser.add_argument("--dead", type=float, default=20, help="seconds for which a wire is dead")
    return parser.parse_args()


def run(stage, asked: argparse.Namespace, server) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="leadwright-fleet-") as folder:
        verdict = stage(asked, server, Path(folder))
    return [f"{stage.__name__}: {words}" for words in verdict.wrong]


def kills(asked, server, folder: Path):
    """B1, B2"""
    from fleet.database import restart, way_in
    from fleet.floor import furnish
    from fleet.sink import post_office
    from fleet.storm import storm
    from fleet.workers import crew

    with post_office(folder, lost_in_100=1, pause=0.001) as post, crew(4, way_in()) as hired:
        floor = furnish(asked.sends, [post.port])
        blows = {"kills": asked.kills, "restarts": asked.restarts}
        done = storm(floor, post, hired, **blows, restart=lambda turn: restart(server, turn))
    print(f"{done.kills} kills of 4 workers and {done.restarts} restarts of PostgreSQL in {done.seconds:.0f} s")
    print(f"  {said(done.verdict)}; the next mail after a restart: at most {max(done.back_after, default=0):.1f} s")
    return done.verdict


def a_race(asked, server, folder: Path):
    """B5"""
    from fleet.database import way_in
    from fleet.floor import furnish
    from fleet.race import race
    from fleet.sink import post_office
    from fleet.workers import crew

    with post_office(folder) as post, crew(8, way_in()) as hired:
        done = race(furnish(asked.race, [post.port]), post, hired)
    print(f"8 workers after {asked.race:,} due rows, planned and sent in {done.seconds:.0f} s")
    print(f"  {said(done.verdict)}; left {asked.race - done.verdict.sends}")
    return done.verdict


def silence_of_the_database(asked, server, folder: Path):
    """B6"""
    return dead_wire(asked, server, folder, "freeze", "to the database, without a word")


def hang_up_of_the_database(asked, server, folder: Path):
    """B6"""
    return dead_wire(asked, server, folder, "cut", "to the database, which sees it hang up")


def dead_wire(asked, server, folder: Path, how: str, words: str):
    from fleet.database import way_in
    from fleet.floor import furnish
    from fleet.gate import Gate
    from fleet.partition import cut_off
    from fleet.sink import post_office
    from fleet.workers import crew

    path = f"{server.socket}/.s.PGSQL.5432"
    with post_office(folder, pause=0.005) as post, Gate(path) as gate, crew(2, way_in()) as hired:
        floor = furnish(asked.cut, [post.port])
        done = cut_off(floor, post, hired, gate, getattr(gate, how), dead=asked.dead)
    print(f"the wire of a worker {words}, dead for {asked.dead:.0f} s of {done.seconds:.0f} s")
    print(f"  {said(done.verdict)}; it held {done.held}, others sent {done.sent_by_others} of them meanwhile")
    return done.verdict


def silence_of_the_post(asked, server, folder: Path):
    """B6"""
    from fleet.database import way_in
    from fleet.floor import furnish
    from fleet.gate import Gate
    from fleet.partition import no_post
    from fleet.sink import post_office
    from fleet.workers import crew

    with post_office(folder, pause=0.005) as post, Gate(post.port) as gate, crew(3, way_in()) as hired:
        done = no_post(furnish(asked.cut, [post.port, gate.port]), post, hired, gate, dead=asked.dead)
    print(f"the wire of half of the mailboxes to the mail server, dead for {asked.dead:.0f} s of {done.seconds:.0f} s")
    print(f"  {said(done.verdict)}")
    return done.verdict


def stops(asked, server, folder: Path):
    """B7"""
    from fleet.database import restart
    from fleet.deploys import deploys
    from fleet.floor import furnish
    from fleet.sink import post_office

    with post_office(folder, pause=0.02) as post:
        floor = furnish(asked.stops * 200 + 2_000, [post.port])
        again = {"restarts": min(asked.restarts, 5), "restart": lambda turn: restart(server, turn)}
        done = deploys(floor, post, folder, stops=asked.stops, **again)
    print(f"{len(done.stops)} stops (SIGTERM) of the worker command in the middle of its sends in {done.seconds:.0f} s")
    print(f"  {said(done.verdict)}; a stop took {median(done.stops):.1f} s, at most {max(done.stops):.1f} s")
    print(f"  {len(done.back_after)} restarts of PostgreSQL: the next mail after at most {max(done.back_after):.1f} s")
    return done.verdict


def said(verdict) -> str:
    return (
        f"{verdict.sends:,} sends: delivered {verdict.delivered:,}, failed {verdict.failed}, unknown {verdict.unknown} "
        f"(answers lost {verdict.lost_answers}), duplicates {verdict.duplicates}"
    )


STAGES = (kills, a_race, silence_of_the_database, hang_up_of_the_database, silence_of_the_post, stops)

if __name__ == "__main__":
    sys.exit(main())
