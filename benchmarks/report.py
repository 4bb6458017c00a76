"""The figures as a table: milliseconds first, then how many times the floor."""

from rich.console import Console
from rich.table import Table

from benchmarks.scenarios import Measured
from benchmarks.tally import Run, percentile

console = Console(width=100, highlight=False)


def heading() -> None:
    console.print("Fra kortet sendes til svaret, og til den siste telefonen har det. p50 / p99.")


def show(measured: Measured) -> None:
    table = Table(
        title=f"{measured.phones} telefoner, {measured.rate:g} kort i sekundet",
        title_justify="left",
    )
    for column in ("", "svar, ms", "siste, ms", "svar × gulv", "siste × gulv", "CPU per levert"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("gulv", *_row(measured.floor, measured.floor))
    table.add_row("app", *_row(measured.app, measured.floor))
    table.add_row("app, siden hentes på nytt", *_row(measured.lifelike, measured.floor))
    console.print(table)
    console.print(_sustained(measured))
    console.print(_joined(measured.joined))
    for line in _faults(measured):
        console.print(line)
    console.print()


def failed(phones: int, error: Exception) -> None:
    console.print(f"[bold]{phones} telefoner ble ikke målt ferdig: {error!r}[/]", markup=True)


def _row(run: Run, floor: Run) -> list[str]:
    acks, lasts = run.ack_times(), run.last_times()
    return [
        _pair(acks),
        _pair(lasts),
        _ratio(acks, floor.ack_times()),
        _ratio(lasts, floor.last_times()),
        f"{run.cpu_per_delivery * 1e6:.0f} µs",
    ]


def _pair(times: list[float]) -> str:
    return f"{percentile(times, 0.5) * 1000:.1f} / {percentile(times, 0.99) * 1000:.1f}"


def _ratio(times: list[float], floor: list[float]) -> str:
    parts = (percentile(times, p) / percentile(floor, p) for p in (0.5, 0.99))
    return " / ".join(f"{part:.2f}" for part in parts)


def _sustained(measured: Measured) -> str:
    steps = ", ".join(
        f"{run.rate:g}: {percentile(run.last_times(), 0.99) * 1000:.0f} ms"
        for run in measured.ladder
    )
    return f"Holder {measured.sustained:g} kort i sekundet (siste telefon, p99 – {steps})"


def _joined(joined: list[float]) -> str:
    return (
        f"{len(joined)} telefoner trykker på navnet sitt i løpet av ett sekund: "
        f"halvparten er inne etter {percentile(joined, 0.5):.2f} s, den siste etter "
        f"{max(joined):.2f} s"
    )


def _faults(measured: Measured) -> list[str]:
    runs = {"gulv": measured.floor, "app": measured.app, "app, hentes på nytt": measured.lifelike}
    return [
        f"[bold]{name}: {run.refused} avvist, {run.lost} ikke kommet fram, {run.twice} dobbelt[/]"
        for name, run in runs.items()
        if run.refused or run.lost or run.twice
    ]
