"""Repair of damaged Chinese office text: `repair(text)` → the text, the way back to the original, and what was done.

Pure functions; the only file read is the shipped language model, when damage first needs it.
"""

from assistant.text.repair.engine import STAGES, repair, replay
from assistant.text.repair.records import Notice, Repair, Repaired, Step, Suggestion, Switches

__all__ = ["STAGES", "Notice", "Repair", "Repaired", "Step", "Suggestion", "Switches", "repair", "replay"]
