"""`python -m benchmarks`: the floor and the app, side by side.

Two minutes; `--full` adds a thousand phones. Loopback only. `--groups` measures the groups of a
year instead, `--documents` large files and what the room notices of them.
"""

import argparse
import asyncio
import gc

from benchmarks import bench_documents, groups, report, scenarios

LIMIT = 240.0
"""Seconds for one number of phones; a crowd that never gets in must not hold up the rest."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="også 1000 telefoner")
    parser.add_argument("--phones", type=int, nargs="*", help="antall telefoner, som 36 250")
    parser.add_argument("--seconds", type=float, default=8, help="lengden på hver måling")
    parser.add_argument("--groups", action="store_true", help="grupper gjennom et år, i stedet")
    parser.add_argument("--documents", action="store_true", help="store filer, i stedet")
    parser.add_argument("--seeds", type=int, default=5, help="antall trekninger av grupper")
    return parser.parse_args()


async def measure(phones: list[int], seconds: float) -> None:
    report.heading()
    for count in phones:
        try:
            async with asyncio.timeout(LIMIT):
                report.show(await scenarios.measure(count, seconds))
        except (TimeoutError, RuntimeError) as error:
            report.failed(count, error)


def main() -> None:
    given = arguments()
    if given.groups:
        groups.measure(max(1, given.seeds))
        return
    if given.documents:
        bench_documents.measure(given.seconds)
        return
    gc.freeze()
    gc.disable()  # a pause of ours would be booked on the server
    phones = given.phones or ([36, 250, 1000] if given.full else [36, 250])
    asyncio.run(measure(phones, given.seconds))


if __name__ == "__main__":
    main()
