"""A stand-in for the registry: a server on this machine that answers like ClinicalTrials.gov's API version 2.

It holds sample records, keeps a log of what it was asked, and can be told to fail. Tests and development talk to it
as they would to the registry, so that nothing has to leave the machine.
"""

from trials.standin.faults import Fault
from trials.standin.samples import DATA_TIMESTAMP, sample_records
from trials.standin.server import StandIn, serving

__all__ = ["DATA_TIMESTAMP", "Fault", "StandIn", "sample_records", "serving"]
