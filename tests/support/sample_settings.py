"""Something sensible for every setting of a process, for tests that just want to run it."""

from facilitator.processes.materials import load_materials
from facilitator.processes.schema import Process


def sample_settings(process: Process) -> dict[str, str]:
    """A value for each setting, by key."""
    samples = {
        "line": "Når er samarbeidet med barna på sitt aller beste?",
        "text": "Når er samarbeidet med barna på sitt aller beste?",
        "date": "2027-10-06",
    }
    return {
        setting.key: next(iter(load_materials(setting.catalogue)))
        if setting.kind == "material"
        else samples[setting.kind]
        for setting in process.settings
    }
